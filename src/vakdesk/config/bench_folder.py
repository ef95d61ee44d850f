"""Where measurements work: a folder made for one run, on the disk where desks lie, and gone afterwards."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from vakdesk.kit.errors import require

PREFIX = "vakdesk-bench-"


def choose_bench_folder() -> None:
    """VAKDESK_DATA names a new folder that goes when the process ends, or the empty one that was named. Refuses any other."""
    if given := os.environ.get("VAKDESK_DATA"):
        folder = Path(given).expanduser()
        require(not folder.exists() or not any(folder.iterdir()), f"{folder} is not empty, and measuring would fill it. Name an empty one.")
        return
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    home.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=home))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["VAKDESK_DATA"] = str(folder)
