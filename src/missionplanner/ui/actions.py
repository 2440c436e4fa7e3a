"""The window's actions: text, icon, shortcut and tip of everything the menus offer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QUndoStack

from missionplanner.paint.palette import Palette
from missionplanner.ui.icons import icon

_Key = QKeySequence.StandardKey
Shortcut = QKeySequence.StandardKey | str | None


class Actions(QObject):
    """Every action of the main window; the window connects them, menus and toolbar show them."""

    def __init__(self, undo_stack: QUndoStack, parent: QObject) -> None:
        """Make the actions, not connected to anything yet but undo and redo."""
        super().__init__(parent)
        self._icons: dict[QAction, str] = {}
        make = self._make
        tr = self.tr

        self.new = make(tr("&New..."), _Key.New, tr("Start a new plan from a template"), "new")
        self.open = make(tr("&Open..."), _Key.Open, tr("Open a plan, or a PDF or .json that holds one"), "open")
        self.save = make(tr("&Save"), _Key.Save, tr("Save the plan"), "save")
        self.save_as = make(tr("Save &As..."), "Ctrl+Shift+S", tr("Save the plan under another name"))
        self.revert = make(tr("&Revert"), None, tr("Go back to the plan as it was last saved; can be undone"))
        self.import_target = make(
            tr("&Import Target Elements..."),
            "Ctrl+I",
            tr("Take the target's orbit from a file"),
            "target",
        )
        self.export_pdf = make(tr("Flight Plan as &PDF..."), "Ctrl+P", tr("Write the flight plan as a PDF"), "pdf")
        self.export_json = make(tr("Plan and Results as &JSON..."), None, tr("Write plan and computed results"))
        self.export_csv = make(tr("Events as &CSV..."), None, tr("Write the event table for a spreadsheet"))
        self.export_png = make(tr("Timeline as P&NG..."), None, tr("Write the timeline as a picture"))
        self.quit = make(tr("&Quit"), "Ctrl+Q", tr("Close the program"))

        self.undo = undo_stack.createUndoAction(self, tr("Undo"))
        self.redo = undo_stack.createRedoAction(self, tr("Redo"))
        self._dress(self.undo, _Key.Undo, tr("Take the last change back"), "undo")
        self._dress(self.redo, _Key.Redo, tr("Make the change again that was taken back"), "redo")
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.find = make(tr("&Find Event..."), _Key.Find, tr("Find an event by name, kind, crew or finding"))
        self.commands = make(tr("&Commands..."), None, tr("Find a command by its name"))
        self.commands.setShortcuts([QKeySequence("Ctrl+K"), QKeySequence("Ctrl+Shift+P")])
        self.edit_mission = make(
            tr("Edit &Mission"), "Ctrl+Shift+M", tr("Edit name, crew, vehicle, target and notes of the plan")
        )
        self.next_finding = make(tr("Next Fi&nding"), "F8", tr("Go to the next event that something is wrong with"))
        self.delete = make(tr("&Delete"), "Del", tr("Remove what is selected"), "delete")
        self.select_all = make(tr("Select &All"), "Ctrl+A", tr("Select all events"))
        # These two keys belong to whatever has the focus: a field, the timeline, a photo.
        for shared in (self.delete, self.select_all):
            shared.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

        self.zoom_in = make(tr("Zoom &In"), _Key.ZoomIn, tr("Magnify the timeline"), "zoom-in")
        self.zoom_in.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.zoom_out = make(tr("Zoom &Out"), "Ctrl+-", tr("Show more of the timeline"), "zoom-out")
        self.zoom_fit = make(tr("Zoom to &Flight"), "Ctrl+0", tr("Show launch to docking"), "zoom-fit")
        self.zoom_all = make(tr("Zoom to &Plan"), "Ctrl+Shift+0", tr("Show the plan from its first to its last event"))
        self.zoom_selection = make(tr("Zoom to &Selection"), "Ctrl+E", tr("Show the selected events"), "zoom-selection")
        self.show_flight = make(
            tr("Show Fli&ght"), "Ctrl+1", tr("Show orbit and timeline, and go to the timeline"), "flight"
        )
        self.show_relative = make(
            tr("Show Relative &Motion"), "Ctrl+4", tr("Show the flight as seen from the target"), "relative"
        )
        self.show_photos = make(tr("Show P&hotos"), "Ctrl+2", tr("Show the mission's photos"), "photos")
        self.show_windows = make(
            tr("Show &Windows"), "Ctrl+3", tr("Find launch windows: days, profiles, delta-v"), "windows"
        )
        self.show_findings = make(tr("Show Findin&gs"), "Ctrl+J", tr("Go to the list of what is wrong"))
        self.show_history = make(tr("Show &History"), "Ctrl+H", tr("Go to the list of changes, to jump in it"))
        self.clock = make(tr("UTC &Clock"), None, tr("Show in the status bar what time it is now"))
        self.clock.setCheckable(True)
        self.reset_layout = make(tr("&Reset Layout"), None, tr("Put toolbar and panels back where they were at first"))

        self.change_t0 = make(tr("Change &T0..."), "Ctrl+T", tr("Move liftoff, and what hangs on it"), "liftoff")
        self.find_reboost = make(tr("Find Re&boost..."), None, tr("Find the reboost that makes a wanted day work"))
        self.edit_profiles = make(tr("Edit Pr&ofiles..."), None, tr("Make changed copies of the rendezvous profiles"))
        self.edit_rules = make(
            tr("Edit R&ules..."), None, tr("Change the limits that the plan is judged by, while the findings follow")
        )
        self.release_burn = make(
            tr("&Release Burn to Solver"), "Ctrl+R", tr("Let the solver pick the time of the selected burn"), "release"
        )
        self.fix_burn = make(tr("&Fix Burn Time"), None, tr("Keep the selected burn where the solver has put it"))
        self.replan = make(
            tr("Re-plan from Pla&yhead"),
            "Ctrl+Shift+R",
            tr("Fix what has flown by the playhead, at its actual times, and solve the burns to come anew"),
        )
        self.disperse = make(
            tr("&Dispersions..."),
            "Ctrl+Shift+D",
            tr("Fly the plan many times with errors, and see how far it strays"),
        )
        self.disperse_again = make(
            tr("Run Dispersions A&gain"), "F9", tr("Disperse the plan as it is now, with the same flights and seed")
        )
        self.bands = make(
            tr("Dispersion Ba&nds"), "Ctrl+Shift+B", tr("Show how far dispersed flights stray, in every chart")
        )
        self.bands.setCheckable(True)
        self.add_milestone = make(tr("&Milestone"), "Ctrl+M", tr("Add a milestone at the playhead"), "milestone")
        self.add_burn = make(tr("&Burn"), "Ctrl+B", tr("Add a burn at the playhead"), "burn")
        self.add_phase = make(tr("&Phase"), None, tr("Add a span of flight at the playhead"), "phase")
        self.add_activity = make(tr("&Activity"), None, tr("Add a span of work at the playhead"), "activity")
        self.add_reboost = make(tr("&Reboost of the Target"), None, tr("Add a push of the target at the playhead"))
        self.go_liftoff = make(tr("&Liftoff"), None, tr("Move the playhead to liftoff"))
        self.go_insertion = make(tr("&Insertion"), None, tr("Move the playhead to insertion"))
        self.go_docking = make(tr("&Docking"), None, tr("Move the playhead to docking"))
        self.go_present = make(tr("The &Present"), None, tr("Move the playhead to what time it is now"))
        self.go_selected = make(tr("&Selected Event"), "Ctrl+G", tr("Move the playhead to the selected event"))

        self.guide = make(tr("&Guide"), _Key.HelpContents, tr("How to plan a flight with this program"), "help")
        self.shortcuts = make(tr("&Keyboard Shortcuts"), "Ctrl+F1", tr("List every key"))
        self.about = make(tr("&About missionplanner"), None, tr("Version, licence and sources"))

    def all(self) -> list[QAction]:
        """Return every action, in the order of the menus."""
        return [value for value in vars(self).values() if isinstance(value, QAction)]

    def set_palette_colors(self, colors: Palette) -> None:
        """Tint the icons."""
        for action, name in self._icons.items():
            action.setIcon(icon(name, colors))

    def _make(self, text: str, key: Shortcut, tip: str, drawing: str | None = None) -> QAction:
        action = QAction(text, self)
        self._dress(action, key, tip, drawing)
        return action

    def _dress(self, action: QAction, key: Shortcut, tip: str, drawing: str | None) -> None:
        if key is not None:
            action.setShortcut(QKeySequence(key))
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip} ({shortcut})" if shortcut else tip)
        action.setStatusTip(tip)
        if drawing is not None:
            self._icons[action] = drawing
