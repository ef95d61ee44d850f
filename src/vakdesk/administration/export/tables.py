"""Which tables an export holds, and which it does not, each with its reason. A test fails when a new one is in neither list."""

from typing import Any

from django.apps import apps
from django.db import models

#: By model, in the order in which they are written: what others point to comes first.
EXPORTED = (
    "people.organisation",
    "people.maildomain",
    "people.team",
    "people.person",
    "account.emailaddress",
    "people.membership",
    "people.group",
    "people.group_members",
    "people.rolegrant",
    "people.bouncingaddress",
    "people.import",
    "approvals.deputy",
    "suppliers.supplier",
    "services.service",
    "levels.calendar",
    "levels.calendarversion",
    "levels.agreement",
    "levels.agreementversion",
    "levels.target",
    "tickets.prioritymatrix",
    "tickets.category",
    "tickets.identityway",
    "tickets.calltemplate",
    "tickets.cannedanswer",
    "tickets.savedview",
    "tickets.tabs",
    "tickets.caresetting",
    "inventory.itemtype",
    "inventory.product",
    "inventory.location",
    "records.record",
    "records.tag",
    "records.tag_records",
    "records.link",
    "records.watcher",
    "records.share",
    "records.message",
    "records.blob",
    "records.attachment",
    "inventory.item",
    "inventory.mac",
    "tickets.ticket",
    "tickets.identitycheck",
    "tickets.overrideverdict",
    "tickets.release",
    "approvals.approval",
    "approvals.stage",
    "approvals.seat",
    "tasks.taskset",
    "tasks.taskline",
    "tasks.task",
    "tasks.spent",
    "tasks.estimate",
    "knowledge.articlecategory",
    "knowledge.article",
    "knowledge.version",
    "knowledge.article_organisations",
    "knowledge.article_teams",
    "knowledge.use",
    "knowledge.feedback",
    "knowledge.visit",
    "levels.clock",
    "levels.deviation",
    "standards.framework",
    "standards.node",
    "standards.nodelink",
    "standards.finding",
    "scripts.script",
    "scripts.edition",
    "scripts.answer",
    "shifts.shift",
    "shifts.appointment",
    "majors.major",
    "majors.news",
    "majors.told",
    "majors.duty",
    "majors.proposal",
    "rules.rule",
    "rules.run",
    "notices.newschoice",
    "notices.rhythm",
    "notices.textversion",
    "mailroom.mailbox",
    "mailroom.arrival",
    "webhooks.endpoint",
    "history.run",
    "history.case",
    "administration.verification",
    "administration.export",
    "logbook.entry",
    "logbook.head",
)

ACCESS = "a secret: whoever has it gets in"
MOMENT = "tells about this moment of this installation only"
DERIVED = "derived from other tables"
UNSENT = "not sent yet: its writer's alone"
LEFT_OUT = {
    "account.emailconfirmation": ACCESS,
    "api.token": ACCESS,
    "shifts.feed": ACCESS,
    "mfa.authenticator": ACCESS,
    "sessions.session": ACCESS,
    "usersessions.usersession": ACCESS,
    "socialaccount.socialapp": ACCESS,
    "socialaccount.socialtoken": ACCESS,
    "socialaccount.socialaccount": "what a sign-on service told about somebody: it holds their tokens",
    "notices.notice": "mails as they went out: what they say is in messages and entries, and those about signing in hold links that let in",
    "notices.notice_files": "belongs to mails as they went out",
    "notices.acknowledged": MOMENT,
    "records.blobcontent": "the bytes of small files: they are among the files, as those of the others",
    "records.draft": UNSENT,
    "records.draftfile": UNSENT,
    "tickets.outgoing": UNSENT,
    "tickets.outgoingfile": UNSENT,
    "portal.unsent": UNSENT,
    "portal.unsentfile": UNSENT,
    "records.referencecounter": DERIVED,
    "search.document": DERIVED,
    "tickets.bulkact": MOMENT,
    "tickets.bulkline": MOMENT,
    "api.answered": MOMENT,
    "ui.submission": MOMENT,
    "jobs.job": MOMENT,
    "jobs.turn": MOMENT,
    "jobs.worker": MOMENT,
    "logbook.cursor": MOMENT,
    "logbook.parked": MOMENT,
    "mailroom.watch": MOMENT,
    "mailroom.breaker": MOMENT,
    "webhooks.delivery": MOMENT,
    "auth.permission": "belongs to the framework: rights here are code",
    "auth.group": "belongs to the framework: rights here are code",
    "auth.group_permissions": "belongs to the framework: rights here are code",
    "contenttypes.contenttype": "belongs to the framework",
}
#: Columns of tables that are exported.
COLUMNS_LEFT_OUT = {
    "people.person": {"password": "the hash of a password"},
    "mailroom.mailbox": {"sealed": "passwords and tokens of the mailbox, sealed under the key of this desk"},
    "webhooks.endpoint": {
        "sealed": "secrets that messages are signed with, sealed under the key of this desk",
        "url": "the addresses of many systems let in whoever knows them",
    },
    "administration.export": {"file": "where an export lies on this machine"},
}
#: Columns whose names sound like a secret and are none.
HARMLESS = {
    "logbook.entry": {"sealed", "seal", "salt", "digest"},
    "logbook.head": {"digest"},
    "people.import": {"digest"},
    "history.case": {"digest"},
    "notices.rhythm": {"digest_at", "digest_again_at"},
    "tickets.category": {"reveals_secret"},
    "tickets.calltemplate": {"reveals_secret"},
    "tickets.ticket": {"reveals_secret"},
    "scripts.script": {"last_key"},
    "standards.framework": {"key"},
    "mailroom.mailbox": {"token_url"},
    "mailroom.arrival": {"message_key"},
}


def columns_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns of a table that are exported."""
    out = COLUMNS_LEFT_OUT.get(model._meta.label_lower, {})
    return [field for field in model._meta.local_concrete_fields if not field.generated and field.attname not in out]


def exported_models() -> list[type[models.Model]]:
    """The models of EXPORTED; those that Django makes for many-to-many fields are found by their label too."""
    by_label = {model._meta.label_lower: model for model in apps.get_models(include_auto_created=True)}
    return [by_label[label] for label in EXPORTED]
