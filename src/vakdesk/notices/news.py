"""The sorts of news there are, as rooms declare them; each person chooses per sort how to hear about it."""

from dataclasses import dataclass
from typing import ClassVar

from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import Sentence
from vakdesk.kit.registry import Registry
from vakdesk.logbook.verbs import Kind
from vakdesk.notices.kinds import How


@dataclass(frozen=True, eq=False)
class News:
    """`usual` is how somebody hears who has chosen nothing.

    `for_staff` is read by those who work at the desk only; such news also lies in their inbox, whatever way they chose.
    `heard_by` is the permission of those who can hear it at all, None for everybody.
    `can_stop`: mails offer to be stopped by one click (RFC 8058); what people write to each other does not.
    """

    name: str
    label: Sentence
    explanation: Sentence
    usual: How
    for_staff: bool = True
    heard_by: Permission | None = None
    can_stop: bool = True
    icon: str = "bell"
    registry: ClassVar[Registry["News"]] = Registry("sort of news")

    def __post_init__(self) -> None:
        self.registry.add(self)


NEWS = Kind("notices.news", lambda names: {name: News.registry[name].label if name in News.registry else name for name in names})
