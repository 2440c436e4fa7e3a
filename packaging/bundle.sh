#!/usr/bin/env bash
# Build the one-dir bundle dist/missionplanner with PyInstaller, then let it test itself.
# PyInstaller is not in the lock: only this recipe needs it, in an environment of its own.
# System package beyond those of `make run`: binutils.
set -euo pipefail
cd "$(dirname "$0")/.."
bundler=build/bundler

if [ ! -x $bundler/bin/pyinstaller ] || [ requirements.lock -nt $bundler/bin/pyinstaller ]; then
    python3 -m venv --clear $bundler
    $bundler/bin/pip install --quiet --require-hashes --only-binary :all: --no-deps -r requirements.lock
    $bundler/bin/pip install --quiet pyinstaller==6.22.3
fi
rm -rf build/wheel
$bundler/bin/hatchling build -t wheel -d build/wheel
$bundler/bin/pip install --quiet --no-deps --force-reinstall build/wheel/*.whl

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)} PYTHONHASHSEED=0 \
    $bundler/bin/pyinstaller --noconfirm --log-level WARN \
    --workpath build/pyinstaller --distpath dist packaging/missionplanner.spec
du -sh dist/missionplanner

dist/missionplanner/missionplanner self-test
