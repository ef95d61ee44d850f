"""Letters as people and machines send them, and the collected mail of ../shared/data."""

import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from vakdesk.mailroom.parsing import Letter, parse

Compose = Callable[..., Letter]


@pytest.fixture(scope="session")
def mail(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all collected mail, unpacked byte for byte."""
    folder = tmp_path_factory.mktemp("mail")
    for archive in sorted((shared / "mail").glob("*.tar.xz")):
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
    return folder


@pytest.fixture(scope="session")
def letter() -> Compose:
    """`letter("body", Subject="…", Return_Path="<>")`: parsed."""

    def compose(body: str = "The printer in C2 is dead.", **headers: str) -> Letter:
        return read(message(body, **headers))

    return compose


def message(body: str = "The printer in C2 is dead.", **headers: str) -> bytes:
    """A message as bytes. Headers are given with underscores for dashes; an empty one is left out."""
    usual = {
        "From": "Bo Jansen <bo@lindewaard.example>",
        "To": "help@desk.example",
        "Subject": "Printer",
        "Message-ID": "<1@lindewaard.example>",
    }
    named = usual | {name.replace("_", "-"): value for name, value in headers.items()}
    return ("".join(f"{name}: {value}\n" for name, value in named.items() if value) + "\n" + body).encode()


def read(raw: bytes) -> Letter:
    found = parse(raw)
    assert isinstance(found, Letter), found
    return found


def bounces_in(mail: Path) -> list[Path]:
    """The collected messages that say that a mail came back, by what their collectors say of them."""
    expected = json.loads(next((mail / "flufl-bounce").glob("expected*.json")).read_text())
    bounces = [mail / "flufl-bounce" / name for name, found in expected.items() if found["permanent"] or found["temporary"]]
    return bounces + [path for path in (mail / "sisimai-bounces").rglob("*.eml") if not path.name.startswith(("arf", "rfc3834"))]
