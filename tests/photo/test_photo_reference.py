"""How a plan finds its photos again."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from missionplanner.photo.picture_file import PictureError
from missionplanner.photo.reference import (
    check_file,
    path_in_plan,
    photo_file,
    photo_from_file,
    plan_folder,
    rebase_photo_paths,
    with_file,
)
from missionplanner.plan import edits
from missionplanner.plan.plan import Plan


@pytest.fixture
def plan(sample_plan: Plan) -> Plan:
    return replace(sample_plan, photos=())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a plan's home in it, and pictures in, beside and far from it."""
    for folder, color in (("home/plans/photos", "red"), ("home/camera", "green"), ("elsewhere/far", "blue")):
        (tmp_path / folder).mkdir(parents=True)
        Image.new("RGB", (60, 40), color).save(tmp_path / folder / "Übersicht 1.png")
    return tmp_path / "home" / "plans"


def test_paths_are_relative_below_and_beside_the_plan(home: Path) -> None:
    assert path_in_plan(home / "photos/a.jpg", home) == "photos/a.jpg"
    assert path_in_plan(home.parent / "camera/a.jpg", home) == "../camera/a.jpg"
    far = home.parent.parent / "elsewhere/far/a.jpg"
    assert path_in_plan(far, home) == far.as_posix()


def test_paths_are_absolute_until_the_plan_is_saved(home: Path) -> None:
    assert path_in_plan(home / "photos/a.jpg", None) == (home / "photos/a.jpg").as_posix()
    assert plan_folder(None) is None


def test_a_plan_at_the_root_of_the_disk_keeps_absolute_paths() -> None:
    assert path_in_plan(Path("/mnt/a.jpg"), Path("/plans")) == "/mnt/a.jpg"


def test_the_record_says_what_the_file_is(plan: Plan, home: Path) -> None:
    file = home / "photos" / "Übersicht 1.png"
    photo, picture = photo_from_file(plan, file, home)
    assert (photo.id, photo.title, photo.path) == ("ubersicht-1", "Übersicht 1", "photos/Übersicht 1.png")
    assert (photo.width_px, photo.height_px, photo.size_bytes) == (60, 40, file.stat().st_size)
    assert picture.format == "PNG"
    assert photo_file(photo, home) == file
    assert check_file(photo, home).state == "sound"
    assert photo_from_file(edits.add_photo(plan, photo), file, home)[0].id == "ubersicht-1-2"


def test_a_lost_a_changed_and_a_broken_file_are_told_apart(plan: Plan, home: Path) -> None:
    file = home / "photos" / "Übersicht 1.png"
    photo, _ = photo_from_file(plan, file, home)
    Image.new("RGB", (60, 40), "white").save(file)
    changed = check_file(photo, home)
    assert changed.state == "changed"
    assert "contents have changed" in changed.sentence
    file.write_bytes(b"no picture")
    assert check_file(photo, home).state == "unreadable"
    file.unlink()
    missing = check_file(photo, home)
    assert missing.state == "missing"
    assert str(file) in missing.sentence


def test_a_relative_path_means_nothing_to_a_plan_without_a_home(
    plan: Plan, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo, _ = photo_from_file(plan, home / "photos" / "Übersicht 1.png", home)
    monkeypatch.chdir(home)
    assert check_file(photo, None).state == "missing"


def test_saving_elsewhere_keeps_pointing_at_the_same_files(plan: Plan, home: Path) -> None:
    files = [home / "photos" / "Übersicht 1.png", home.parent.parent / "elsewhere/far/Übersicht 1.png"]
    for file in files:
        plan = edits.add_photo(plan, photo_from_file(plan, file, None)[0])
    saved = rebase_photo_paths(plan, None, home)
    assert [photo.path for photo in saved.photos] == ["photos/Übersicht 1.png", files[1].as_posix()]
    moved = rebase_photo_paths(saved, home, home.parent)
    assert moved.photos[0].path == "plans/photos/Übersicht 1.png"
    assert [photo_file(photo, home.parent) for photo in moved.photos] == files
    assert rebase_photo_paths(moved, home.parent, home) == saved
    assert rebase_photo_paths(saved, home, home) is saved


def test_another_file_keeps_everything_else(plan: Plan, home: Path) -> None:
    photo, _ = photo_from_file(plan, home / "photos" / "Übersicht 1.png", home)
    photo = replace(photo, caption="From the window")
    found = with_file(photo, home.parent / "camera" / "Übersicht 1.png", home)
    assert (found.id, found.caption, found.path) == (photo.id, "From the window", "../camera/Übersicht 1.png")
    assert found.sha256 != photo.sha256
    with pytest.raises(PictureError):
        with_file(photo, home / "nothing.png", home)
