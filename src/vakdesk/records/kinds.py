"""The words records use: sides, link kinds, message kinds; and the registry of record types with their references."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vakdesk.kit.registry import Registry
from vakdesk.logbook.verbs import Kind


def _references(keys: Iterable[Any]) -> Mapping[Any, str]:
    return dict(apps.get_model("records.Record")._base_manager.filter(pk__in=list(keys)).values_list("pk", "reference"))


#: Read as the reference alone: whoever reads an entry about one record may not be allowed to read the other's title.
RECORD = Kind("record", _references)


@dataclass(frozen=True)
class RecordType:
    """A first-class kind of record: model label, prefix of its references ("TK"), what one is called, its URL name."""

    name: str
    prefix: str
    label: str | Promise
    url_name: str


record_types: Registry[RecordType] = Registry("record type")


class Side(models.TextChoices):
    """Who reads: the requester's side, or the desk's as well."""

    PUBLIC = "public", _("requester")
    STAFF = "staff", _("staff")


class LinkKind(models.TextChoices):
    """How one record bears on another, read from the first to the second; `REVERSE` has the other direction."""

    AFFECTS = "affects", _("affects")
    CAUSED_BY = "caused_by", _("caused by")
    RESOLVED_BY = "resolved_by", _("resolved by")
    DUPLICATES = "duplicates", _("duplicates")
    RELATES_TO = "relates_to", _("relates to")
    FOLLOWS_UP = "follows_up", _("follows up")
    SPLIT_FROM = "split_from", _("split off from")


REVERSE: dict[str, str | Promise] = {
    LinkKind.AFFECTS: _("affected by"),
    LinkKind.CAUSED_BY: _("causes"),
    LinkKind.RESOLVED_BY: _("resolves"),
    LinkKind.DUPLICATES: _("duplicated by"),
    LinkKind.RELATES_TO: _("relates to"),
    LinkKind.FOLLOWS_UP: _("followed up by"),
    LinkKind.SPLIT_FROM: _("split into"),
}


class Via(models.TextChoices):
    """How a message reached the desk."""

    WEB = "web", _("web")
    PORTAL = "portal", _("portal")
    MAIL = "mail", _("mail")
    PHONE = "phone", _("phone")
    VISIT = "visit", _("in person")
    API = "api", _("API")
    IMPORT = "import", _("another desk")
