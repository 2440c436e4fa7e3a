"""Saving: whole or not at all, and a file keeps what its owner gave it."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from missionplanner.files import save
from missionplanner.files.errors import SaveError
from missionplanner.files.save import write_atomically

OLD, NEW = b"old " * 50_000, b"new " * 60_000
SAVES_FOREVER = """
import sys
from pathlib import Path
from missionplanner.files.save import write_atomically
path, versions = Path(sys.argv[1]), [b"old " * 50_000, b"new " * 60_000]
sys.stdout.write("ready")
sys.stdout.flush()
while True:
    for version in versions:
        write_atomically(path, version)
"""


def test_two_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.mplan"
    path.write_bytes(OLD)
    delay = random.Random(28)
    seen = set()
    for _ in range(200):
        child = subprocess.Popen(
            [sys.executable, "-S", "-c", SAVES_FOREVER, path],
            stdout=subprocess.PIPE,
            env={"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)},
        )
        assert child.stdout is not None
        with child.stdout as ready:
            assert ready.read(5) == b"ready"
            time.sleep(delay.uniform(0.0, 0.01))
            child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL
        whole = path.read_bytes()
        assert whole in (OLD, NEW)
        seen.add(whole)
    assert seen == {OLD, NEW}


def test_a_new_file_is_made_and_nothing_else(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "plan.mplan", NEW)
    finally:
        os.umask(before)
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.mplan"]
    assert (tmp_path / "plan.mplan").read_bytes() == NEW
    assert (tmp_path / "plan.mplan").stat().st_mode & 0o777 == 0o640


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "plan.mplan"
    path.write_bytes(OLD)
    path.chmod(0o604)
    write_atomically(path, NEW)
    assert path.stat().st_mode & 0o777 == 0o604


def test_a_symbolic_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere" / "plan.mplan"
    target.write_bytes(OLD)
    link = tmp_path / "link.mplan"
    link.symlink_to(target)
    write_atomically(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert [entry.name for entry in target.parent.iterdir()] == ["plan.mplan"]


def test_the_longest_name_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255)
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "you are not allowed to write"),
        (errno.EROFS, "you are not allowed to write"),
        (errno.EIO, "save it elsewhere"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace", "open"])
def test_a_failure_names_its_reason_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, says: str
) -> None:
    path = tmp_path / "plan.mplan"
    path.write_bytes(OLD)

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(save.os, step, fail)
        with pytest.raises(SaveError, match=f"plan.mplan was not saved: .*{says}"):
            write_atomically(path, NEW)
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_what_must_not_be_replaced_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    for path, says in [
        (tmp_path, "it is a folder"),
        (pipe, "it is a device"),
        (circle, "leads in a circle"),
        (tmp_path / "no" / "plan.mplan", "its folder does not exist"),
        (tmp_path / ("n" * 256), "its name is too long"),
    ]:
        with pytest.raises(SaveError, match=says):
            write_atomically(path, NEW)


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.mplan"
    path.write_bytes(OLD)
    # As root every file can be written, so the answer of the system is what is replaced here.
    monkeypatch.setattr(save.os, "access", lambda *_: False)
    with pytest.raises(SaveError, match="it is read-only"):
        write_atomically(path, NEW)
    assert path.read_bytes() == OLD
