"""Where exports lie until they are fetched: beside the files of the desk, outside the web root."""

from pathlib import Path

from django.conf import settings

from vakdesk.administration.models import Export


def folder() -> Path:
    found = Path(settings.DATA) / "exports"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def name_for(export: Export) -> str:
    return f"vakdesk-export-{export.pk}.zip"


def path_of(export: Export) -> Path:
    return folder() / name_for(export)
