"""What earlier versions left in a database, moved forward by this one. `tools/keep_release.py` keeps it at each release."""

import tarfile
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from own_desk import PATIENCE_SECONDS, own_desk

RELEASES = sorted(path.name for path in (Path(__file__).parent / "releases").iterdir() if path.is_dir())


@pytest.mark.process
@pytest.mark.parametrize("release", RELEASES)
def test_a_desk_of_an_earlier_version_goes_on_in_this_one(release: str, tmp_path: Path) -> None:
    kept = Path(__file__).parent / "releases" / release / f"{'postgresql' if settings.ON_POSTGRESQL else 'sqlite'}.tar.xz"
    with tarfile.open(kept) as archive:
        archive.extractall(tmp_path, filter="data")
    with own_desk(tmp_path) as desk:
        if settings.ON_POSTGRESQL:
            with psycopg.connect(desk.environment["DATABASE_URL"]) as connection:
                connection.execute((tmp_path / "dump.sql").read_bytes())
        migrating = desk.start("-m", "vakdesk", "migrate")
        assert migrating.communicate(timeout=PATIENCE_SECONDS)[0].startswith("The database is up to date"), desk.told.read_text()

        found = desk.inside("go_on")
        assert found["ok"], found["why"]
        assert found["tickets"] > 40 and found["pages"] > found["tickets"] * 2
        assert found["broken"] == []
        assert found["found"], "search does not find an old ticket"
        assert found["answered"] in ("new", "in_progress")
