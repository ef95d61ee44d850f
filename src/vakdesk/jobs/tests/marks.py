"""Files in the data folder, by which a job in another process shows the test how far it is."""

from pathlib import Path

from django.conf import settings


def leave(name: str, text: str = "") -> None:
    with _file(name).open("a") as mark:
        mark.write(text + "\n")


def left(name: str) -> list[str]:
    return _file(name).read_text().splitlines() if _file(name).exists() else []


def _file(name: str) -> Path:
    return Path(settings.DATA) / f"{name}.mark"
