"""Where the files of a step lie, for pages and for paper."""

from dataclasses import dataclass

from django.urls import reverse

from vakdesk.instructions.content import Content, Step
from vakdesk.instructions.models import Medium


@dataclass(frozen=True)
class Shown:
    """A step as its readers see it: its number, and the addresses of what goes with it ("" for nothing)."""

    number: int
    step: Step
    picture: str = ""
    video: str = ""
    captions: str = ""


def shown(content: Content) -> list[Shown]:
    return [
        Shown(number, step, _address(step.picture), _address(step.video), _address(step.captions))
        for number, step in enumerate(content.steps, 1)
    ]


def pictures_of(content: Content) -> dict[int, Medium]:
    """By key, in one query. For whoever was allowed to read the content."""
    keys = [step.picture for step in content.steps if step.picture is not None]
    return Medium.objects.select_related("blob").in_bulk(keys)


def _address(key: int | None) -> str:
    return reverse("instructions:medium", args=[key]) if key is not None else ""
