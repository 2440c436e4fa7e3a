"""Settings keep their types over a restart, and nonsense in the store counts as unset."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from pytestqt.qtbot import QtBot

from missionplanner.app.recent import RecentPlans
from missionplanner.app.settings import Settings


def test_a_fresh_user_has_defaults(qtbot: QtBot) -> None:
    settings = Settings()
    assert settings.theme == "system"
    assert settings.recent_plans == ()
    assert settings.last_plan is None
    assert settings.geometry is None
    assert not settings.shows_clock
    assert settings.shows_bands
    assert settings.last_folder == Path.home()


def test_what_is_set_is_there_the_next_time(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings()
    settings.theme = "dark"
    settings.shows_clock = True
    settings.shows_bands = False
    settings.last_plan = tmp_path / "a.mplan"
    settings.last_folder = tmp_path
    settings.geometry = QByteArray(b"somewhere")
    QSettings().sync()
    later = Settings()
    assert later.theme == "dark"
    assert later.shows_clock
    assert not later.shows_bands
    assert later.last_plan == tmp_path / "a.mplan"
    assert later.last_folder == tmp_path
    assert later.geometry == QByteArray(b"somewhere")
    later.forget_layout()
    assert Settings().geometry is None


def test_nonsense_counts_as_unset(qtbot: QtBot) -> None:
    QSettings().setValue("theme", "purple")
    QSettings().setValue("window/geometry", "far left")
    QSettings().setValue("last_folder", "/no/such/folder")
    assert Settings().theme == "system"
    assert Settings().geometry is None
    assert Settings().last_folder == Path.home()


def test_recent_plans_are_newest_first_and_ten(qtbot: QtBot, tmp_path: Path) -> None:
    recent = RecentPlans(Settings())
    for number in range(12):
        recent.add(tmp_path / f"{number}.mplan")
    recent.add(tmp_path / "5.mplan")
    names = [path.name for path in RecentPlans(Settings()).paths]
    assert names == ["5.mplan", *(f"{n}.mplan" for n in (11, 10, 9, 8, 7, 6, 4, 3, 2))]
    recent.remove(tmp_path / "11.mplan")
    assert recent.paths[1].name == "10.mplan"
    with qtbot.waitSignal(recent.changed):
        recent.clear()
    assert recent.paths == ()
