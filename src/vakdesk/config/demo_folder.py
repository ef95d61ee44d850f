"""The sample company lives in a folder of its own, known by a mark, so that a demo never touches a real desk."""

import os
import shutil
from pathlib import Path

from vakdesk.kit.errors import Refused

MARK = "this-is-a-vakdesk-demo"
KEPT = {MARK, "secret_key", ".prepare.lock"}


def choose_demo_folder() -> None:
    """VAKDESK_DATA names the demo's folder and VAKDESK_DEMO is on; the folder exists and carries the mark.

    Refuses a folder in which something else already lies.
    """
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    folder = Path(os.environ.get("VAKDESK_DATA") or Path(home) / "vakdesk-demo").expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark = folder / MARK
    if not mark.exists():
        if any(folder.iterdir()):
            raise Refused(f"{folder} is not a demo's folder. Choose an empty one: VAKDESK_DATA=FOLDER vakdesk demo")
        mark.touch()
    os.environ["VAKDESK_DATA"], os.environ["VAKDESK_DEMO"] = str(folder), "1"


def empty(folder: Path) -> None:
    """Only the mark and the secret key are left in the demo's folder. Refuses a folder without the mark."""
    if not (folder / MARK).exists():
        raise Refused(f"{folder} is not a demo's folder, so nothing in it is removed.")
    for each in folder.iterdir():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        elif each.name not in KEPT:
            each.unlink()
