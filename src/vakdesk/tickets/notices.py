"""Who hears of what happens to a ticket: the requester in plain words by mail, the desk in its inbox."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Sentence
from vakdesk.logbook.models import Entry
from vakdesk.notices.about import Telling, Words, about
from vakdesk.notices.kinds import How, Kind, Why
from vakdesk.notices.models import Notice
from vakdesk.notices.news import News
from vakdesk.notices.texts import MailText, Placeholder
from vakdesk.notices.verbs import NOT_DELIVERED
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person
from vakdesk.records.kinds import Side
from vakdesk.records.models import Message
from vakdesk.records.verbs import NOTED, REPLIED
from vakdesk.tickets import verbs
from vakdesk.tickets.care import care_of, coaches_of, is_held_back, is_trainee_on, leads_of
from vakdesk.tickets.due import promise_of
from vakdesk.tickets.kinds import Care, Closure, ReleaseState, State, WaitingFor
from vakdesk.tickets.models import Release, Ticket
from vakdesk.ui.components import exact

Compose = Callable[[Ticket], Words]
#: A message says more than what happened with it, so it speaks for the whole act.
MESSAGE = 10
#: What becomes of an answer by mail, which the mailroom tells by what the mail was about.
ANSWER_IS_SENT = _("What you answer to this mail is sent to the requester.")
ANSWER_WAITS = _("What you answer to this mail goes to the requester once your coach or team lead releases it.")
ANSWER_IS_NOTE = _("What you answer to this mail becomes an internal note.")

RECEIVED = News(
    "report.received",
    _("We have my report"),
    _("Its number, and what happens next."),
    How.AT_ONCE,
    for_staff=False,
    can_stop=False,
    icon="inbox",
)
ANSWERED = News(
    "report.answered",
    _("An answer, or a question for me"),
    _("What the desk writes to you, and when it is your turn."),
    How.AT_ONCE,
    for_staff=False,
    can_stop=False,
    icon="message-circle",
)
SOLVED = News(
    "report.solved",
    _("Solved, closed or opened again"),
    _("So that you can say whether it works."),
    How.AT_ONCE,
    for_staff=False,
    icon="circle-check",
)
MINE = News("work.assigned", _("Work is given to me"), _("Somebody else assigns a ticket to you."), How.AT_ONCE, icon="user-check")
TEAMS = News("work.team", _("New for my team"), _("A ticket is handed over or back to a team you are in."), How.INBOX, icon="users")
HEARD = News("work.answered", _("The requester answers"), _("On a ticket that is yours."), How.AT_ONCE, icon="message-circle")
NOTES = News("work.noted", _("Notes of colleagues"), _("On a ticket that is yours."), How.INBOX, icon="sticky-note")
NAMED = News("work.mentioned", _("Somebody mentions me"), _("By @ and your name in a note."), How.AT_ONCE, icon="at-sign")
BACK = News("work.back", _("Not solved after all"), _("A ticket of yours is disputed or opened again."), How.AT_ONCE, icon="rotate-ccw")
WATCHED = News("work.watched", _("Tickets I watch"), _("Whatever is written or happens there."), How.INBOX, icon="eye")
TO_RELEASE = News(
    "care.waiting", _("A trainee's message waits for me"), _("It goes to the requester once you release it."), How.INBOX, icon="hourglass"
)
ASKED = News("work.escalated", _("A lead is asked"), _("Somebody cannot go on without you."), How.AT_ONCE, icon="triangle-alert")
LAPSED = News(
    "care.lapsed",
    _("A trainee's message waits too long"),
    _("No coach released it in time, so it is the lead's too."),
    How.AT_ONCE,
    icon="alarm-clock",
)
SEEN = News("care.watched", _("A trainee wrote to a requester"), _("Of trainees whose messages are watched."), How.INBOX, icon="eye")
DECIDED = News(
    "care.decided",
    _("My message is released or sent back"),
    _("With what was changed in it, and why."),
    How.INBOX,
    icon="graduation-cap",
)
UNDELIVERED = News(
    "work.undelivered", _("A mail did not arrive"), _("What you wrote did not reach the requester."), How.INBOX, icon="mail-x"
)

NUMBER = Placeholder(_("the number of the ticket"), "TK-1042")
TITLE = Placeholder(_("its subject"), _("The printer in C2 does nothing"))
NAME = Placeholder(_("how the reader wants to be called"), "Bo")
WRITTEN = Placeholder(_("what was written"), _("Is the lamp on the printer **red** or green?"), prose=True)
ASKS = Placeholder(_("filled when the ticket is solved and we ask whether it works"), "1")
FILES = Placeholder(_("how many files came with it that the mail does not hold, empty for none"), "2")
WHOSE = Placeholder(_("who asked"), "Bo Jansen")
CLIENT = Placeholder(_("their organisation"), "ROC Lindewaard")

REPORT = {"number": NUMBER, "title": TITLE, "name": NAME}
ASKED_BY = "{{ requester }}{% if organisation %} · {{ organisation }}{% endif %}"
WORK = {"number": NUMBER, "title": TITLE, "requester": WHOSE, "organisation": CLIENT}


def _sample(actor: Actor, reference: str) -> Mapping[str, str] | None:
    """The placeholders of a ticket that the actor may see; of the newest one where none is named."""
    visible = Ticket.objects.visible_to_staff(actor).with_people()
    found = visible.filter(record__reference__iexact=reference) if reference else visible.order_by("-opened_at", "-pk")
    ticket = found.first()
    if ticket is None:
        return None
    asks = "1" if ticket.state == State.RESOLVED else ""
    return _all_values(ticket) | {"message": _last_said(ticket), "asks": asks, "files": ""}


def _numbered(sentence: Sentence) -> Sentence:
    return format_lazy("[{}] {}", "{{ number }}", sentence)


def _text(
    name: str, label: Sentence, *, subject: Sentence, body: Sentence, placeholders: Mapping[str, Placeholder], button: Sentence
) -> MailText:
    def sample(actor: Actor, reference: str) -> Mapping[str, str] | None:
        values = _sample(actor, reference)
        return values and {name: values.get(name, str(one.example)) for name, one in placeholders.items()}

    return MailText(name, label, subject, body, placeholders, button, sample)


#: Holds nothing a stranger wrote, not even the subject: whoever makes us write to a victim can say nothing to them.
RECEIVED_TEXT = _text(
    "report.received",
    _("We have your report"),
    subject=_numbered(_("We have your report")),
    body=_(
        "Thank you. We have your report. Its number is {{ number }}.\n\n"
        "{% if promise %}\n{{ promise }}\n{% else %}\n"
        "What happens next: somebody of the desk reads it and answers you by mail.\n{% endif %}\n\n"
        "You can answer this mail to add something."
    ),
    placeholders={"number": NUMBER, "promise": Placeholder(_("what was promised, empty where nothing was"), "")},
    button=_("Open your report"),
)
REPLY_TEXT = _text(
    "report.answered",
    _("An answer to a report"),
    subject=_numbered("{{ title }}"),
    body=_(
        "{{ message }}\n\n"
        "{% if files %}\nFiles that came with it: {{ files }}. You find them in your report.\n{% endif %}\n\n"
        "{% if asks %}\nDoes it work now? Say yes or no in your report, or answer this mail.\n{% endif %}"
    ),
    placeholders=REPORT | {"message": WRITTEN, "files": FILES, "asks": ASKS},
    button=_("Open your report"),
)
YOUR_TURN_TEXT = _text(
    "report.your_turn",
    _("We wait for the requester"),
    subject=_numbered("{{ title }}"),
    body=_("We need an answer from you before we can go on. Answer this mail, or write in your report."),
    placeholders=REPORT,
    button=_("Open your report"),
)
SOLVED_TEXT = _text(
    "report.solved",
    _("A report is solved"),
    subject=_numbered("{{ title }}"),
    body=_("We think this is solved.\n\nDoes it work now? Say yes or no in your report, or answer this mail."),
    placeholders=REPORT,
    button=_("Say whether it works"),
)
CLOSED_TEXT = _text(
    "report.closed",
    _("A report is closed"),
    subject=_numbered("{{ title }}"),
    body=_(
        "{% if unconfirmed %}\n"
        "We did not hear from you, so we closed your report. Does it still not work? Open your report and say so.\n"
        "{% else %}\n{% if withdrawn %}\nYour report was withdrawn and is closed.\n{% else %}\nYour report is closed.\n{% endif %}\n{% endif %}\n\n"
        "{{ message }}"
    ),
    placeholders=REPORT
    | {
        "unconfirmed": Placeholder(_("filled when nobody said whether it works"), ""),
        "withdrawn": Placeholder(_("filled when it was withdrawn"), ""),
        "message": Placeholder(_("what the desk wrote with it"), "", prose=True),
    },
    button=_("Open your report"),
)
MERGED_TEXT = _text(
    "report.merged",
    _("A report is handled together with another"),
    subject=_numbered("{{ title }}"),
    body=_(
        "{% if other %}\nWe handle your report together with your other report {{ other }}.\n{% else %}\n"
        "We handle your report together with another report about the same. You hear from us when it is solved.\n{% endif %}\n\n"
        "You can answer this mail to add something."
    ),
    placeholders=REPORT | {"other": Placeholder(_("the number of their own other report, empty for somebody else's"), "")},
    button=_("Open your report"),
)
TOGETHER_TEXT = _text(
    "report.solved_together",
    _("What a report was merged into is solved"),
    subject=_numbered("{{ title }}"),
    body=_(
        "We handled your report together with another report about the same, and think that it is solved.\n\n"
        "Does it still not work for you? Answer this mail."
    ),
    placeholders=REPORT,
    button=_("Open your report"),
)
FOLLOWED_TEXT = _text(
    "report.followed",
    _("What caused a report is solved"),
    subject=_numbered("{{ title }}"),
    body=_(
        "Others had the same as you. What caused it is solved, so we think that it works again for you too.\n\n"
        "Does it work now? Say yes or no in your report, or answer this mail."
    ),
    placeholders=REPORT,
    button=_("Say whether it works"),
)
SPLIT_TEXT = _text(
    "report.split",
    _("A part of a report is handled on its own"),
    subject=_numbered("{{ title }}"),
    body=_(
        "In your report {{ other }} you also wrote this:\n\n{{ message }}\n\n"
        "We handle it on its own, under the number {{ number }}. Answer this mail if it is about this. "
        "For the rest answer our mails about {{ other }}."
    ),
    placeholders=REPORT | {"other": Placeholder(_("the number of the report it was written in"), "TK-1007"), "message": WRITTEN},
    button=_("Open your report"),
)
REOPENED_TEXT = _text(
    "report.reopened",
    _("A report is opened again"),
    subject=_numbered("{{ title }}"),
    body=_("We are working on your report again."),
    placeholders=REPORT,
    button=_("Open your report"),
)
MINE_TEXT = _text(
    "work.assigned",
    _("A ticket is assigned"),
    subject=_numbered(_("Assigned to you: {{ title }}")),
    body=ASKED_BY + "\n\n{{ message }}",
    placeholders=WORK | {"message": WRITTEN},
    button=_("Open the ticket"),
)
TEAM_TEXT = _text(
    "work.team",
    _("A ticket comes to a team"),
    subject=_numbered(_("New for your team: {{ title }}")),
    body=ASKED_BY + "\n\n{{ message }}",
    placeholders=WORK | {"message": WRITTEN},
    button=_("Open the ticket"),
)
WRITTEN_TEXT = _text(
    "work.written",
    _("Something is written on a ticket"),
    subject=_numbered("{{ title }}"),
    body="{{ message }}",
    placeholders=WORK | {"message": WRITTEN},
    button=_("Open the ticket"),
)
WAITS_TEXT = _text(
    "care.waits",
    _("A trainee's message waits for its release"),
    subject=_numbered(_("To release: {{ title }}")),
    body="{{ message }}",
    placeholders=WORK | {"message": WRITTEN},
    button=_("Read and release it"),
)
DECIDED_TEXT = _text(
    "care.decided",
    _("A trainee's message is released or sent back"),
    subject=_numbered("{{ title }}"),
    body=_(
        "{% if released %}\nYour message is released.\n{% else %}\nYour message is sent back.\n{% endif %}\n\n"
        "{% if why %}\n{{ coach }} says: {{ why }}\n{% endif %}\n\n"
        "{% if edited %}\nIt was changed. You see the difference on the ticket.\n{% endif %}"
    ),
    placeholders=WORK
    | {
        "released": Placeholder(_("filled when it went to the requester"), "1"),
        "edited": Placeholder(_("filled when somebody changed it"), "1"),
        "coach": Placeholder(_("who decided"), "Karel Brink"),
        "why": Placeholder(_("why, in their words"), _("Say first what they can do now."), prose=True),
    },
    button=_("Open the ticket"),
)
BACK_TEXT = _text(
    "work.back",
    _("A ticket is not solved after all"),
    subject=_numbered(_("Not solved yet: {{ title }}")),
    body=ASKED_BY + "\n\n{{ message }}",
    placeholders=WORK | {"message": Placeholder(_("what the requester wrote with it"), _("The lamp is red again."), prose=True)},
    button=_("Open the ticket"),
)
UNDELIVERED_TEXT = _text(
    "work.undelivered",
    _("A mail did not arrive"),
    subject=_numbered(_("A mail did not arrive: {{ title }}")),
    body=_(
        "The mail to {{ recipient }} did not arrive.\n\n{% if fault %}\nThe mail server said: {{ fault }}\n{% endif %}\n\nReach them in another way."
    ),
    placeholders=WORK
    | {
        "recipient": Placeholder(_("to whom it was written"), "Bo Jansen"),
        "fault": Placeholder(_("what the mail server said, empty for nothing"), "550 5.1.1 No such user"),
    },
    button=_("Open the ticket"),
)


@about(verbs.REPORTED, verbs.REGISTERED)
def received(entry: Entry) -> Iterator[Telling]:
    """The requester hears that we have it; not of a call that was solved at once."""
    ticket = _ticket(entry)
    if ticket.closed_at != entry.happened_at:
        yield _to_requester(ticket, RECEIVED, lambda ticket: _report_words(RECEIVED_TEXT, ticket), kind=Kind.RECEIPT)


@about(REPLIED)
def written(entry: Entry) -> Iterator[Telling]:
    """What comes in reaches whoever works on it, what the requester did not write themselves reaches them; watchers hear both."""
    ticket = Ticket.objects.with_people().filter(pk=entry.subject_id).first()
    message = Message.objects.select_related("author").filter(pk=entry.facts["message"]).first()
    if ticket is None or message is None or ticket.closed_at == message.at:
        return
    passed_on = _passing_on(message, hint=ANSWER_IS_SENT)
    if _is_from_desk(message, ticket):
        yield from _to_watchers(ticket, passed_on, weight=MESSAGE)
    else:
        yield from _to_desk(ticket, HEARD, passed_on, weight=MESSAGE)
    if message.author_id != ticket.requester_id and message.author_id is not None:
        yield _to_requester(ticket, ANSWERED, _passing_on(message, to_requester=True), kind=Kind.REPLY, weight=MESSAGE)


@about(REPLIED)
def watched(entry: Entry) -> Iterator[Telling]:
    """Coaches read along with trainees whose messages are watched."""
    ticket = Ticket.objects.with_people().filter(pk=entry.subject_id).first()
    author = Person.objects.filter(pk=entry.actor_id).first()
    if ticket is None or author is None or not is_trainee_on(ticket, actor_for(author)) or care_of(author.pk, ticket.kind) != Care.WATCHED:
        return
    message = Message.objects.get(pk=entry.facts["message"])
    for coach in coaches_of(ticket, author.pk):
        yield _to(coach, ticket, SEEN, _passing_on(message), Why.COACH)


@about(verbs.SUBMITTED)
def submitted(entry: Entry) -> Iterator[Telling]:
    """The coaches read what waits for them."""
    waiting = _release(entry)
    if waiting.is_waiting:
        for coach in coaches_of(waiting.ticket, waiting.message.author_id):
            yield _to(coach, waiting.ticket, TO_RELEASE, _to_be_released(waiting), Why.COACH, weight=MESSAGE)


@about(verbs.LAPSED)
def lapsed(entry: Entry) -> Iterator[Telling]:
    """The leads too, while it still waits."""
    waiting = Release.objects.with_people().get(pk=entry.facts["waiting"])
    if waiting.is_waiting:
        for lead in leads_of(waiting.ticket):
            yield _to(lead, waiting.ticket, LAPSED, _to_be_released(waiting), Why.COACH, weight=MESSAGE)


@about(verbs.RELEASED, verbs.SENT_BACK)
def decided(entry: Entry) -> Iterator[Telling]:
    """Its writer hears what became of it."""
    waiting = _release(entry)
    released = waiting.state == ReleaseState.RELEASED
    given = {
        "released": "1" if released else "",
        "edited": "1" if waiting.is_edited else "",
        "coach": str(waiting.decided_by or ""),
        "why": waiting.why,
    }
    assert waiting.message.author is not None
    yield _to(
        waiting.message.author,
        waiting.ticket,
        DECIDED,
        lambda ticket: _work_words(DECIDED_TEXT, ticket, **given),
        Why.AUTHOR,
        weight=MESSAGE,
    )


@about(NOTED)
def noted(entry: Entry) -> Iterator[Telling]:
    """A note on somebody's ticket reaches them and its watchers."""
    ticket = Ticket.objects.with_people().filter(pk=entry.subject_id).first()
    message = Message.objects.select_related("author").filter(pk=entry.facts["message"], side=Side.STAFF).first()
    if ticket is not None and message is not None:
        yield from _to_desk(ticket, NOTES, _passing_on(message, hint=ANSWER_IS_NOTE), weight=MESSAGE)


@about(verbs.MENTIONED)
def mentioned(entry: Entry) -> Iterator[Telling]:
    """Who is named in a note reads it, if they still may."""
    ticket = _ticket(entry)
    message = Message.objects.select_related("author").filter(pk=entry.facts["message"], side=Side.STAFF).first()
    person = Person.objects.active().select_related("organisation").filter(pk=entry.facts["person"]).first()
    if message is not None and person is not None and _reads(person, ticket):
        yield _to(person, ticket, NAMED, _passing_on(message, hint=ANSWER_IS_NOTE), Why.WATCHER, weight=MESSAGE + 1)


@about(verbs.ASSIGNED)
def assigned(entry: Entry) -> Iterator[Telling]:
    ticket = _ticket(entry)
    if ticket.assignee is not None and ticket.assignee.pk == entry.facts["assignee"]:
        yield _to(ticket.assignee, ticket, MINE, lambda ticket: _work_words(MINE_TEXT, ticket, message=_last_said(ticket)), Why.ASSIGNEE)


@about(verbs.HANDED_OVER, verbs.HANDED_BACK, verbs.ROUTED)
def handed_over(entry: Entry) -> Iterator[Telling]:
    """Everybody of the team it lies with now."""
    ticket = _ticket(entry)
    if ticket.record.team is not None:
        for member in ticket.record.team.members.active().select_related("organisation"):
            if ticket.record.restricted and not _reads(member, ticket):
                continue
            yield _to(member, ticket, TEAMS, lambda ticket: _work_words(TEAM_TEXT, ticket, message=_last_said(ticket)), Why.TEAM)


@about(verbs.ESCALATED)
def escalated(entry: Entry) -> Iterator[Telling]:
    """The leads read why they are asked, and for what."""
    ticket = _ticket(entry)
    message = Message.objects.select_related("author").get(pk=entry.facts["message"])
    for lead in leads_of(ticket):
        yield _to(lead, ticket, ASKED, _passing_on(message, hint=ANSWER_IS_NOTE), Why.TEAM, weight=MESSAGE + 1)


@about(verbs.HELD)
def held(entry: Entry) -> Iterator[Telling]:
    """The requester hears that it is their turn; a message of the same act says so better."""
    ticket = _ticket(entry)
    if entry.facts["waiting_for"] == WaitingFor.REQUESTER and ticket.state == State.WAITING:
        yield _to_requester(ticket, ANSWERED, lambda ticket: _report_words(YOUR_TURN_TEXT, ticket))


@about(verbs.RESOLVED, verbs.REMINDED)
def resolved(entry: Entry) -> Iterator[Telling]:
    """The requester is asked whether it works; a message of the same act tells and asks."""
    ticket = _ticket(entry)
    if ticket.state == State.RESOLVED:
        yield _to_requester(ticket, SOLVED, lambda ticket: _report_words(SOLVED_TEXT, ticket))


@about(verbs.CLOSED)
def closed(entry: Entry) -> Iterator[Telling]:
    yield _to_requester(_ticket(entry), SOLVED, lambda ticket: _report_words(CLOSED_TEXT, ticket))


@about(verbs.MERGED)
def merged(entry: Entry) -> Iterator[Telling]:
    """Its requester hears that it is handled together with another, and with which if that is theirs as well."""
    ticket = _ticket(entry)
    if ticket.merged_into is not None:
        root = ticket.root
        other = root.reference if root.requester_id == ticket.requester_id else ""
        yield _to_requester(ticket, SOLVED, lambda ticket: _report_words(MERGED_TEXT, ticket, other=other))


@about(verbs.ABSORBED)
def absorbed(entry: Entry) -> Iterator[Telling]:
    """Whoever works on the one that goes on reads what belongs to it now."""
    said = str(format_lazy(_("{merged} is merged into this ticket."), merged=entry.facts["merged"]))
    yield from _to_desk(_ticket(entry), NOTES, lambda ticket: _work_words(WRITTEN_TEXT, ticket, message=said))


@about(verbs.UNMERGED)
def unmerged(entry: Entry) -> Iterator[Telling]:
    """Its requester hears that it goes on by itself; whoever had it, that it is theirs again."""
    ticket = _ticket(entry)
    yield _to_requester(ticket, SOLVED, lambda ticket: _report_words(REOPENED_TEXT, ticket))
    yield from _to_desk(ticket, BACK, lambda ticket: _work_words(BACK_TEXT, ticket, message=""))


@about(verbs.RESOLVED)
def solved_together(entry: Entry) -> Iterator[Telling]:
    """Those whose reports were merged into it hear that it is solved, each of their own report."""
    ticket = _ticket(entry)
    for own in _merged_into(ticket) if ticket.state == State.RESOLVED else ():
        yield _to_requester(own, SOLVED, lambda own: _report_words(TOGETHER_TEXT, own))


@about(verbs.FOLLOWED)
def followed(entry: Entry) -> Iterator[Telling]:
    """Whoever asked for a child hears that its cause is solved; a message of the same act tells it in more words."""
    ticket = _ticket(entry)
    if ticket.state == State.RESOLVED:
        yield _to_requester(ticket, SOLVED, lambda ticket: _report_words(FOLLOWED_TEXT, ticket), weight=1)


@about(verbs.SPLIT_OFF)
def split_off(entry: Entry) -> Iterator[Telling]:
    """Its requester reads what is handled on its own now, and where to answer about which."""
    ticket, other = _ticket(entry), entry.facts["source"]
    if ticket.split_from is not None:
        text = ticket.split_from.text
        yield _to_requester(ticket, ANSWERED, lambda ticket: _report_words(SPLIT_TEXT, ticket, other=other, message=text), weight=MESSAGE)


@about(verbs.DISPUTED, verbs.REOPENED)
def back(entry: Entry) -> Iterator[Telling]:
    """Whoever solved it hears that it is not over; the requester, when the desk took it up again."""
    ticket = _ticket(entry)
    said = "\n\n".join(_came_in_with(ticket, entry))
    back_hint = ANSWER_IS_SENT if entry.verb == verbs.DISPUTED.name else ANSWER_IS_NOTE
    yield from _to_desk(ticket, BACK, lambda ticket: _work_words(BACK_TEXT, ticket, message=said, hint=back_hint), weight=MESSAGE + 1)
    if entry.verb == verbs.REOPENED.name:
        yield _to_requester(ticket, SOLVED, lambda ticket: _report_words(REOPENED_TEXT, ticket))


@about(NOT_DELIVERED)
def not_delivered(entry: Entry) -> Iterator[Telling]:
    """Whoever works on the ticket, else whoever wrote it, hears that the requester was not reached."""
    ticket = Ticket.objects.with_people().filter(pk=entry.subject_id).first()
    notice = Notice.objects.select_related("person", "entry__actor__organisation").filter(pk=entry.facts["notice"]).first()
    if ticket is None or notice is None or notice.person is None or notice.person.pk != ticket.requester_id:
        return
    whom, why = (ticket.assignee, Why.ASSIGNEE) if ticket.assignee else (notice.entry and notice.entry.actor, Why.AUTHOR)
    if whom is not None and whom.pk != ticket.requester_id:
        facts = {"recipient": notice.person.name, "fault": notice.fault}
        yield _to(whom, ticket, UNDELIVERED, lambda ticket: _work_words(UNDELIVERED_TEXT, ticket, **facts), why)


def _merged_into(ticket: Ticket) -> list[Ticket]:
    """What is merged into it, and into that, and was asked by somebody else."""
    found = list(Ticket.objects.with_people().filter(merged_into=ticket))
    found += [further for one in found for further in _merged_into(one)]
    return [one for one in found if one.requester_id != ticket.requester_id]


def _release(entry: Entry) -> Release:
    return Release.objects.with_people().get(pk=entry.facts["message"])


def _to_be_released(waiting: Release) -> Compose:
    author = waiting.message.author.name if waiting.message.author else ""

    def compose(ticket: Ticket) -> Words:
        words = _work_words(WAITS_TEXT, ticket, author=author, message=waiting.message.text)
        return replace(words, url=waiting.get_absolute_url())

    return compose


def _passing_on(message: Message, *, to_requester: bool = False, hint: Sentence = "") -> Compose:
    """What somebody wrote, under their name."""
    author = message.author.name if message.author else message.author_label

    def compose(ticket: Ticket) -> Words:
        if to_requester:
            files = list(message.attachments.filter(side=Side.PUBLIC).select_related("blob").order_by("pk"))
            asks = "1" if ticket.state == State.RESOLVED else ""
            given = {"message": _replacing(message), "files": "", "asks": asks}
            return replace(_report_words(REPLY_TEXT, ticket, author=author, **given), files=files)
        return _work_words(WRITTEN_TEXT, ticket, author=author, hint=hint, message=message.text)

    return compose


def _replacing(message: Message) -> str:
    """The text, below a line that says what a correction takes the place of."""
    if message.corrects is None:
        return message.text
    said = _("This takes the place of what we wrote on %(moment)s.") % {"moment": exact(message.corrects.at)}
    return f"{said}\n\n{message.text}"


def _report_words(text: MailText, ticket: Ticket, *, author: str = "", **given: str) -> Words:
    return Words(text, _of(text, ticket, given), url=reverse("portal:report", args=[ticket.reference]), author=author)


def _work_words(text: MailText, ticket: Ticket, *, author: str = "", hint: Sentence = ANSWER_IS_NOTE, **given: str) -> Words:
    return Words(text, _of(text, ticket, given), url=reverse("tickets:ticket", args=[ticket.reference]), author=author, hint=str(hint))


def _of(text: MailText, ticket: Ticket, given: Mapping[str, str]) -> dict[str, str]:
    values = {**_all_values(ticket), **given}
    return {name: values[name] for name in text.placeholders}


def _all_values(ticket: Ticket) -> dict[str, str]:
    """Everything a text may say of a ticket by itself."""
    requester = ticket.record.requester
    return {
        "number": ticket.reference,
        "title": ticket.title,
        "name": requester.get_short_name() if requester else "",
        "promise": promise_of(ticket, say=exact),
        "requester": str(requester or ""),
        "organisation": str(ticket.record.organisation or ""),
        "unconfirmed": "1" if ticket.closure == Closure.NOT_CONFIRMED else "",
        "withdrawn": "1" if ticket.closure == Closure.WITHDRAWN else "",
        "message": "\n\n".join(_told_with(ticket)),
    }


def _told_with(ticket: Ticket) -> list[str]:
    """What the desk wrote in the act that closed it: a call that was solved at once is told in one mail.

    What was done is written for colleagues; only messages are for the requester.
    """
    if ticket.closed_at is None:
        return []
    written = Message.objects.public().filter(record=ticket.record, at=ticket.closed_at).exclude(author=ticket.record.requester)
    return list(written.values_list("text", flat=True))


def _last_said(ticket: Ticket) -> str:
    """The newest public message."""
    return Message.objects.public().filter(record=ticket.record).order_by("-at", "-pk").values_list("text", flat=True).first() or ""


def _came_in_with(ticket: Ticket, entry: Entry) -> list[str]:
    """Public messages of the act that the entry belongs to, of anybody but the desk."""
    written = Message.objects.public().filter(record=ticket.record, at=entry.happened_at)
    return [message.text for message in written if not _is_from_desk(message, ticket)]


def _is_from_desk(message: Message, ticket: Ticket) -> bool:
    return not message.is_from_outside and message.author_id != ticket.requester_id


def _to_requester(ticket: Ticket, news: News, compose: Compose, *, kind: Kind = Kind.NOTICE, weight: int = 0) -> Telling:
    assert ticket.record.requester is not None
    return Telling(ticket.record.requester, news, lambda: compose(ticket), Why.REQUESTER, ticket.record, kind, weight)


def _to(person: Person, ticket: Ticket, news: News, compose: Compose, why: Why, *, weight: int = 0) -> Telling:
    return Telling(person, news, lambda: _hinted(compose(ticket), person, ticket), why, ticket.record, weight=weight)


def _hinted(words: Words, person: Person, ticket: Ticket) -> Words:
    """With what is true of an answer of this person: a trainee's may wait first."""
    waits = words.hint == str(ANSWER_IS_SENT) and is_held_back(ticket, actor_for(person))
    return replace(words, hint=str(ANSWER_WAITS)) if waits else words


def _to_desk(ticket: Ticket, news: News, compose: Compose, *, weight: int = 0) -> Iterator[Telling]:
    """Whoever has the ticket, and its watchers; of a merged one whoever has the work, if they may read it."""
    assignee = ticket.root.assignee
    if assignee is not None and (ticket.merged_into is None or _reads(assignee, ticket)):
        yield _to(assignee, ticket, news, compose, Why.ASSIGNEE, weight=weight)
    yield from _to_watchers(ticket, compose, weight=weight)


def _to_watchers(ticket: Ticket, compose: Compose, *, weight: int = 0) -> Iterator[Telling]:
    """Watchers who work here; people outside hear by shares of the public side, which the portal shows them."""
    watchers = (
        Person.objects.filter(pk__in=ticket.record.watchers.values("person"))
        .exclude(pk=ticket.root.assignee_id)
        .exclude(pk=ticket.requester_id)
    )
    for watcher in watchers.select_related("organisation"):
        if _reads(watcher, ticket):
            yield _to(watcher, ticket, WATCHED, compose, Why.WATCHER, weight=weight)


def _reads(person: Person, ticket: Ticket) -> bool:
    return Ticket.objects.visible_to_staff(actor_for(person)).filter(pk=ticket.pk).exists()


def _ticket(entry: Entry) -> Ticket:
    return Ticket.objects.with_people().get(pk=entry.subject_id)
