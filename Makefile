# What anybody does with this project: run it, test it, measure it.
# Both `make run` and `make test` do all the set-up first; on Debian that includes system packages.

PYTHON ?= python3
BIN := .venv/bin
SAMPLE := resources/plans/soyuz-ms-28.mplan

# To make the virtual environment, to show the window, and to draw pages without one.
PACKAGES := python3-venv libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 \
	libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 fonts-dejavu-core
# To test with a display of its own, real mouse events, a screen reader's bus, and a second opinion on every PDF.
TEST_PACKAGES := xvfb xauth xdotool at-spi2-core dbus poppler-utils

export OPENBLAS_NUM_THREADS := 1

.PHONY: run test lint bench bench-peers lock clean system

run: .venv/.ready
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		exec $(BIN)/missionplanner $(SAMPLE); \
	fi; \
	echo "No display (neither DISPLAY nor WAYLAND_DISPLAY is set): writing the flight plan into out/ instead."; \
	mkdir -p out && for kind in pdf json png; do \
		$(BIN)/missionplanner export $(SAMPLE) out/soyuz-ms-28.$$kind || exit 1; \
	done

# Widgets are tested offscreen; OpenGL and the whole program on a virtual display that pytest-xvfb starts.
test: PACKAGES += $(TEST_PACKAGES)
test: lint
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -m "not opengl and not e2e"
	QT_QPA_PLATFORM=xcb $(BIN)/pytest -m "opengl or e2e"

lint: .venv/.ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# WORKS names some of them: make bench WORKS="w1 w8".
bench: .venv/.ready
	$(BIN)/python tests/bench/run.py $(WORKS)

# Programs to compare with; not locked, because nothing of ours needs them (docs/decisions/0010).
bench-peers: .venv/.ready
	$(BIN)/pip install --quiet --only-binary :all: --no-build-isolation --editable '.[bench]'

.venv/.ready: requirements.lock pyproject.toml | system
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --only-binary :all: --no-deps -r requirements.lock
	$(BIN)/pip install --quiet --no-build-isolation --no-deps --editable .
	touch $@

system:
	@command -v dpkg-query > /dev/null || { echo "Not a Debian: please see to the libraries of Qt yourself."; exit 0; }; \
	missing=""; \
	for package in $(PACKAGES); do \
		dpkg-query --show --showformat='$${db:Status-Status}' $$package 2> /dev/null | grep -qx installed \
			|| missing="$$missing $$package"; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	install="apt-get install --yes --no-install-recommends$$missing"; \
	if [ "$$(id -u)" -ne 0 ]; then \
		echo "Some system packages are missing. Run this once, then call make again:"; \
		echo "    sudo sh -c 'apt-get update && $$install'"; \
		exit 1; \
	fi; \
	export DEBIAN_FRONTEND=noninteractive; \
	apt-get update && $$install

# Keeps what is locked where it still fits; delete requirements.lock first to take the newest of everything.
lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet pip-tools==7.6.2
	CUSTOM_COMPILE_COMMAND="make lock" build/lock/bin/pip-compile --quiet --extra dev --strip-extras \
		--generate-hashes --annotation-style=line --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests packaging -name __pycache__ -prune -exec rm -rf {} +
