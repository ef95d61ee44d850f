"""Reports for tests of the portal, and a way through its questions."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60


def picture(name: str = "screen.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def begin(client: Client, text: str = "The printer in C2 does nothing") -> str:
    """The first question's address, up to its name."""
    answer = client.post("/portal/", {"text": text})
    assert answer.status_code == 303
    return answer["Location"].removesuffix("kind/")


def ready(client: Client, text: str = "The printer in C2 does nothing", **files: object) -> str:
    """A draft with every question answered."""
    draft = begin(client, text)
    client.post(f"{draft}kind/", {"kind": "incident"})
    client.post(f"{draft}details/", {"details": "Since nine. The small screen says 07."})
    client.post(f"{draft}files/", files)
    return draft


def send(client: Client, draft: str, once: str = "one") -> HttpResponse:
    return client.post(f"{draft}send/", {"_once": once})
