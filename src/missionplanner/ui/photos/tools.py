"""The toolbar over the canvas: tools, colour, commands, zoom."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from missionplanner.paint.palette import Palette
from missionplanner.photo.gestures import Tool
from missionplanner.ui.photos.canvas import PhotoCanvas
from missionplanner.ui.photos.tool_icons import swatch_icon, tool_icon


class AnnotationTools(QToolBar):
    """Holds the actions of the canvas, so that toolbar, context menu and keyboard do the same things.

    Signals:
        color_chosen: a colour as ``#rrggbb``.
    """

    color_chosen = Signal(str)

    def __init__(self, canvas: PhotoCanvas, palette: Palette, shortcut_home: QWidget) -> None:
        """Make the actions; their shortcuts work anywhere inside ``shortcut_home``."""
        super().__init__(shortcut_home)
        self._canvas = canvas
        self._icons: dict[str, QAction] = {}
        self.setAccessibleName(self.tr("Annotation tools"))
        self.setIconSize(QSize(20, 20))
        self.setMovable(False)
        self._tool_actions = self._add_tools(shortcut_home)
        self.addSeparator()
        self._color_button = self._add_color_button()
        self.addSeparator()
        self.label_action = self._add_command("text", self.tr("Edit label"), None, icon_shown=False)
        self.place_action = self._add_command(
            "select", self.tr("Place..."), QKeySequence("P"), icon_shown=False, tip=self.tr("Type where it stands")
        )
        self.duplicate_action = self._add_command("duplicate", self.tr("Duplicate"), QKeySequence("Ctrl+D"))
        self.delete_action = self._add_command("delete", self.tr("Delete annotation"), QKeySequence("Delete"))
        self.front_action = self._add_command("select", self.tr("Bring to front"), None, icon_shown=False)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        self._add_zoom()
        canvas.tool_changed.connect(self._follow_canvas)
        canvas.selection_changed.connect(self._follow_canvas)
        canvas.view_changed.connect(self._show_zoom)
        self.set_palette_colors(palette)
        self._follow_canvas()

    def _add_tools(self, shortcut_home: QWidget) -> dict[Tool, QAction]:
        named: tuple[tuple[Tool, str, str, str], ...] = (
            ("select", "V", self.tr("Select"), self.tr("Select, move and resize; drag the background to pan")),
            ("rectangle", "R", self.tr("Rectangle"), self.tr("Draw a rectangle; Shift makes it a square")),
            ("ellipse", "E", self.tr("Ellipse"), self.tr("Draw an ellipse; Shift makes it a circle")),
            ("arrow", "A", self.tr("Arrow"), self.tr("Draw an arrow towards what it shows; Shift keeps to 45 degrees")),
            ("text", "T", self.tr("Text"), self.tr("Click where the text shall begin")),
        )
        group = QActionGroup(self)
        actions: dict[Tool, QAction] = {}
        for tool, key, name, tip in named:
            action = QAction(name, self)
            action.setCheckable(True)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setToolTip(f"{name} ({key}). {tip}")
            action.setStatusTip(tip)
            action.triggered.connect(lambda _checked, tool=tool: self._take(tool))
            group.addAction(action)
            shortcut_home.addAction(action)
            self.addAction(action)
            self._icons[tool] = action
            actions[tool] = action
        return actions

    def _take(self, tool: Tool) -> None:
        self._canvas.set_tool(tool)
        self._canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_color_button(self) -> QToolButton:
        self._colors: dict[str, QAction] = {}
        menu = QMenu(self)
        # Okabe and Ito's set without its dark blue, with white and black: apart for colour-blind eyes, and one of
        # them stands out on any picture.
        for color, name in (
            ("#ffb000", self.tr("Amber")),
            ("#f0e442", self.tr("Yellow")),
            ("#d55e00", self.tr("Vermilion")),
            ("#cc79a7", self.tr("Purple")),
            ("#56b4e9", self.tr("Sky blue")),
            ("#009e73", self.tr("Green")),
            ("#ffffff", self.tr("White")),
            ("#000000", self.tr("Black")),
        ):
            action = menu.addAction(name)
            action.triggered.connect(lambda _checked, color=color: self.color_chosen.emit(color))
            self._colors[color] = action
        button = QToolButton()
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(self.tr("Colour of what is drawn next, and of what is selected"))
        button.setAccessibleName(self.tr("Colour"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.addWidget(button)
        return button

    @property
    def color_menu(self) -> QMenu:
        """The menu of colours."""
        return self._color_button.menu()

    @property
    def drawing_actions(self) -> list[QAction]:
        """The tools themselves."""
        return list(self._tool_actions.values())

    def _add_command(
        self, icon: str, name: str, key: QKeySequence | None, *, icon_shown: bool = True, tip: str = ""
    ) -> QAction:
        action = QAction(name, self)
        action.setToolTip(f"{tip or name} ({key.toString()})" if key is not None else tip or name)
        action.setStatusTip(tip)
        if key is not None:
            # Only on the canvas: Delete in the list means the photo, in a field a character.
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._canvas.addAction(action)
        if icon_shown:
            self._icons[icon] = action
            self.addAction(action)
        return action

    def _add_zoom(self) -> None:
        for icon, name, key, do in (
            ("zoom-out", self.tr("Zoom out"), "-", self._canvas.zoom_out),
            ("zoom-in", self.tr("Zoom in"), "+", self._canvas.zoom_in),
            ("fit", self.tr("Show the whole photo"), "0", self._canvas.zoom_to_fit),
        ):
            action = QAction(name, self)
            action.setToolTip(self.tr("{name} (key {key} on the photo)").format(name=name, key=key))
            action.triggered.connect(do)
            self._icons[icon] = action
            self.addAction(action)
            if icon == "zoom-out":
                self._zoom_label = QLabel()
                self._zoom_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
                self._zoom_label.setMinimumWidth(self.fontMetrics().horizontalAdvance("3200 %") + 8)
                self._zoom_label.setToolTip(self.tr("Size of a pixel of the photo on the screen"))
                self.addWidget(self._zoom_label)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons in other colours."""
        self._palette = palette
        for name, action in self._icons.items():
            action.setIcon(tool_icon(name, palette))
        for color, action in self._colors.items():
            action.setIcon(swatch_icon(color, palette))
        self.show_color(self._canvas.color)

    def show_color(self, color: str) -> None:
        """Show which colour will be used."""
        self._color_button.setIcon(swatch_icon(color, self._palette))

    def _follow_canvas(self) -> None:
        self._tool_actions[self._canvas.tool].setChecked(True)
        selected = self._canvas.selected
        for action in (self.duplicate_action, self.delete_action, self.front_action):
            action.setEnabled(bool(selected))
        for action in (self.label_action, self.place_action):
            action.setEnabled(len(selected) == 1)
        if selected:
            self.show_color(selected[-1].color)
        else:
            self.show_color(self._canvas.color)

    def set_usable(self, usable: bool) -> None:
        """Offer tools only where there is a picture."""
        for action in self._tool_actions.values():
            action.setEnabled(usable)
        self._color_button.setEnabled(usable)
        self._show_zoom()

    def _show_zoom(self) -> None:
        percent = 100 * self._canvas.viewport.scale * self._canvas.devicePixelRatioF()
        digits = 0 if percent >= 10 else 1
        self._zoom_label.setText(f"{percent:.{digits}f} %" if self._canvas.has_image else "")
