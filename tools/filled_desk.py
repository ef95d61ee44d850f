"""A desk as people leave it: run by `keep_release.py` in a process of its own, in an empty data folder, with Django set up."""

from datetime import UTC, datetime, timedelta
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import connection

from vakdesk.access.actors import Door
from vakdesk.administration import actions as administration
from vakdesk.config.prepare import prepare
from vakdesk.demo import filling, founding
from vakdesk.demo.planning import Event, plan
from vakdesk.demo.playing import Stage
from vakdesk.jobs.embedded import work_off
from vakdesk.kit import clock
from vakdesk.logbook.followers import follow, followers, run_followers
from vakdesk.logbook.models import Entry
from vakdesk.mailroom.actions import receive
from vakdesk.people import actions as people
from vakdesk.people.actors import actor_for
from vakdesk.people.tests.cast import PASSWORD
from vakdesk.portal import actions as portal
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.records.store import stage as staged
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import Ticket

NOW = datetime(2026, 3, 6, 15, 30, tzinfo=UTC)


def live() -> None:
    """Weeks of the sample company's life, and of each odd thing one."""
    prepare()
    with clock.travel(NOW):
        anchor = founding.found(NOW)
        assert anchor
        stage = Stage()
        for event in telling_events(anchor):
            stage.play(event)
        filling.bring_odd_letters(anchor)
        odd_things(stage)
    if connection.vendor == "sqlite":
        connection.cursor().execute("VACUUM")
    connection.close()


def telling_events(anchor: datetime) -> list[Event]:
    """The tellings in which something happens for the first time: a verb, a kind, a door, work left lying."""
    seen: set[Any] = set()
    chosen = []
    for telling in plan(anchor):
        steps = telling.story.steps[: telling.told]
        does = {(step.verb, step.options) for step in steps} | {("left", steps[-1].verb), telling.story.kind, telling.story.via}
        if does - seen:
            seen |= does
            chosen.append(telling)
    events = [Event(at, each.number, step, each) for each in chosen for step, at in enumerate(each.moments[: each.told])]
    return sorted(event for event in events if event.at < anchor)


def odd_things(stage: Stage) -> None:
    """What no storyline tells: erasing, failures, drafts, keys, mails that left."""
    ann, ada, bo = (stage.person(key) for key in ("ann", "ada", "bo"))
    by_ann, by_ada, by_bo = actor_for(ann), actor_for(ada), actor_for(bo, door=Door.PORTAL)
    for person in (ann, ada, bo):
        people.give_account(person, by=by_ann, username=person.external_id, password=PASSWORD)
    TOTP.activate(ada, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(ada)

    ticket = Ticket.objects.select_related("record").exclude(state="closed").latest("opened_at")
    records.watch(ticket.record, by=by_ada, person_id=ann.pk)
    records.share(ticket.record, by=by_ada, person_id=stage.person("dee").pk, why="Asked at the counter")
    records.attach(ticket.record, by=by_ada, files=[staged("notes.txt", [b"Seen at the counter."])], side=Side.STAFF)
    portal.add_files(portal.begin(by=by_bo, text="The projector hums"), by=by_bo, files=[staged("hum.txt", [b"hmm"])])
    administration.erase(stage.person("gerda"), by=by_ann, ground="gdpr-17")
    administration.verify(by=by_ann)

    stumble = Entry.objects.latest("pk")
    follow("release.stumbles")(lambda entry: 1 // int(entry.pk != stumble.pk))
    while run_followers():
        pass
    followers._things.pop("release.stumbles")
    server = Controller(Sink(), hostname="127.0.0.1", port=settings.SMTP["EMAIL_PORT"])
    server.start()
    work_off()
    server.stop()
    settings.SMTP["EMAIL_PORT"] = 1
    tickets.reply(ticket, by=by_ada, text="We are looking at it.")
    run_followers()
    for hours in range(12):  # nobody answers where the mail server was, until the job is given up
        with clock.travel(NOW + timedelta(hours=hours)):
            work_off()
    tickets.note(ticket, by=by_ada, text="The mail server is away; phoned instead.")
    records.save_draft(ticket.record, by=by_ada, side=Side.PUBLIC, text="Half a sentence")
    receive(b"From: nobody\r\n\r\nWho am I?", source="release")
