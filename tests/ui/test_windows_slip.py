"""The way out of a slip below the findings: what works instead, and one step that takes it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.flight.option import DAY_MS
from missionplanner.plan import edits
from missionplanner.ui.windows.slip_offer import SlipOffer
from ui.windows_driver import ImmediateWorker

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def offer(document: Document, qtbot: QtBot) -> SlipOffer:
    offer = SlipOffer(document, ImmediateWorker())
    qtbot.addWidget(offer)
    offer.resize(320, 140)
    return offer


def slip(document: Document, offer: SlipOffer, days: int, qtbot: QtBot) -> None:
    document.commit(edits.set_t0(document.plan, document.plan.t0.ms + days * DAY_MS), "Move T0")
    offer.show()
    qtbot.waitUntil(lambda: offer.search.found is not None, timeout=60_000)


def test_a_plan_that_works_offers_nothing(offer: SlipOffer) -> None:
    assert offer.isHidden()


def test_29_november_is_converted_to_two_days_in_one_step(offer: SlipOffer, document: Document, qtbot: QtBot) -> None:
    slip(document, offer, 2, qtbot)
    assert offer.sentence.text() == "On 29 Nov 2025 'Two days' works."
    assert offer.convert.text() == "Convert to Two days (29 Nov 08:42)"
    assert offer.preview.text().startswith("T0 moves by -45 min 14 s to 2025-11-29 08:42:43 UTC, the 4 burns give way")
    moved = document.plan
    with qtbot.waitSignal(offer.used):
        QTest.mouseClick(offer.convert, LEFT)
    assert document.plan.rendezvous.profile == "2-day"
    assert document.settled().findings == ()
    assert document.undo_stack.count() == 2
    assert offer.isHidden()
    document.undo_stack.undo()
    assert document.plan == moved


def test_28_november_names_the_days_that_work(offer: SlipOffer, document: Document, qtbot: QtBot) -> None:
    slip(document, offer, 1, qtbot)
    assert offer.sentence.text() == (
        "No profile works on 28 Nov 2025. The next days that do: 29 Nov 2025 (two days), 30 Nov 2025 (two days), "
        "1 Dec 2025 (two orbits)."
    )
    assert offer.convert.text() == "Move to Two days (29 Nov 08:42)"
    entries = [action.text() for action in offer.others.menu().actions() if action.text()]
    assert entries == ["30 Nov 08:20: Two days", "1 Dec 07:54: Two orbits", "Show All Windows"]
    offer.others.menu().actions()[1].trigger()
    assert document.plan.rendezvous.profile == "2-orbit"
    assert str(document.plan.t0).startswith("2025-12-01T07:54")


def test_a_waived_error_asks_for_nothing(offer: SlipOffer, document: Document, qtbot: QtBot) -> None:
    slip(document, offer, 2, qtbot)
    document.undo_stack.undo()
    assert offer.isHidden()
    assert offer.search.found is None
