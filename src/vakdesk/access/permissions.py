"""What may be done, in words, and by whom. An action names the permission; the same object shows or hides the button."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise

from vakdesk.access.roles import Role
from vakdesk.kit.registry import Registry


@dataclass(frozen=True, eq=False)
class Permission:
    """`name` is `room.verb`. Held through the roles in `granted_to` within their grants' reach, by the record's own
    requester where `for_requester`, and by the machines named ("*" is any machine)."""

    name: str
    sentence: str | Promise
    granted_to: tuple[Role, ...] = ()
    for_requester: bool = False
    machines: tuple[str, ...] = ()
    registry: ClassVar[Registry["Permission"]] = Registry("permission")

    def __post_init__(self) -> None:
        self.registry.add(self)
