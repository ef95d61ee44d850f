"""The key of a desk is made once, whoever comes first."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pytest import MonkeyPatch

from vakdesk.config import settings


def test_processes_that_start_at_the_same_moment_have_the_same_whole_key(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    with ThreadPoolExecutor(16) as starting:
        for round_ in range(50):
            keys = set(starting.map(lambda _, name=f"key_{round_}": settings._secret(name), range(16)))
            assert len(keys) == 1 and len(keys.pop()) == 64
    assert len(list(tmp_path.iterdir())) == 50
