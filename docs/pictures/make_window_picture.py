"""Draw docs/pictures/window.png: the real window with the sample plan, as it stands on a display.

Run it where OpenGL works, for instance under ``xvfb-run -s "-screen 0 1600x1000x24"``.
The picture is a screenshot, because OpenGL is not part of what a widget paints.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer

from missionplanner.app.document import Document
from missionplanner.app.settings import Settings
from missionplanner.ui.application import Application
from missionplanner.ui.main_window import MainWindow
from missionplanner.ui.main_window_files import sample_plan
from missionplanner.ui.theme import Theme

PICTURE = Path(__file__).with_name("window.png")


def main() -> int:
    """Show the window, wait until it is drawn, and take its picture."""
    application = Application(sys.argv[:1])
    # The picture must not depend on, or change, the layout of whoever draws it.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, tempfile.mkdtemp())
    settings = Settings()
    window = MainWindow(Document(sample_plan()), settings, Theme(application, settings))
    window.setGeometry(application.primaryScreen().geometry())
    window.show()

    def take() -> None:
        application.primaryScreen().grabWindow(0).save(str(PICTURE))
        application.quit()

    QTimer.singleShot(6000, take)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
