"""What a sheet changes: each row becomes the ordinary acts about one person, in batches; then groups, then leavers.

Looking beforehand runs the very same acts and takes each batch back, so that a preview cannot promise anything else
than what will happen.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from itertools import islice

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused, require
from vakdesk.kit.text import fold, one_line
from vakdesk.logbook.act import act
from vakdesk.people import actions, permissions, verbs
from vakdesk.people.importing.reading import Row, Sheet
from vakdesk.people.kinds import FIELD_WORDS
from vakdesk.people.models import Group, Import, Organisation, Person
from vakdesk.people.queries import PersonQuerySet

BATCH = 200
SHOWN = 200
GROUPS_APART = str.maketrans({"|": ";", ",": ";", "\n": ";"})
DATES = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d")
YES, NO = {"ja", "yes", "true", "1", "x", "waar", "y", "j"}, {"nee", "no", "false", "0", "onwaar", "n"}
LANGUAGES = {"dutch": "nl", "nederlands": "nl", "english": "en", "engels": "en", "estonian": "et", "eesti": "et", "ests": "et"}


@dataclass(frozen=True)
class Told:
    """One line of the preview: what happened to whom, or why not."""

    line: int
    name: str
    what: str


@dataclass
class Outcome:
    """How many of each, and the first 200 of what changed and of what was refused."""

    added: int = 0
    changed: int = 0
    left: int = 0
    unchanged: int = 0
    refused: int = 0
    groups: int = 0
    changes: list[Told] = field(default_factory=list)
    refusals: list[Told] = field(default_factory=list)

    def tell(self, told: Told) -> None:
        if len(self.changes) < SHOWN:
            self.changes.append(told)

    def refuse(self, told: Told) -> None:
        self.refused += 1
        if len(self.refusals) < SHOWN:
            self.refusals.append(told)


class _OnlyLooking(Exception):
    """Takes a batch back."""


class Importer:
    """One run over one sheet. `organisation` is for rows that name none; `leavers`: whoever is missing has left."""

    def __init__(
        self, sheet: Sheet, *, by: Actor, organisation: Organisation | None = None, leavers: bool = False, only_look: bool = False
    ) -> None:
        self.sheet, self.by, self.organisation, self.leavers, self.only_look = sheet, by, organisation, leavers, only_look
        self.outcome = Outcome()
        self._organisations = {fold(one.name): one for one in Organisation.objects.visible_to(by).active()}
        self._keys: dict[str, int] = {}
        self._members: dict[str, set[int]] = defaultdict(set)
        self._seen: set[int] = set()

    def run(self, *, name: str = "", digest: str = "") -> Outcome:
        """Everything is carried out (or only looked at), and one entry sums it up. Refuses who may not import."""
        with act(self.by, may=permissions.IMPORT):
            pass
        while batch := list(islice(self.sheet.rows, BATCH)):
            self._in_one_act(partial(self._rows, batch))
        if "groups" in self.sheet.columns:
            self._in_one_act(self._groups)
        if self.leavers:
            gone = self._gone()
            while leaving := list(islice(gone, BATCH)):
                self._in_one_act(partial(self._leave, leaving))
        if not self.only_look:
            self._sum_up(name, digest)
        return self.outcome

    def would_leave(self) -> tuple[int, int]:
        """After a look: how many people of earlier lists would leave, out of how many."""
        return self.outcome.left, self._from_lists().count()

    def _in_one_act(self, work: Callable[[], None]) -> None:
        try:
            with act(self.by, may=permissions.IMPORT):
                work()
                if self.only_look:
                    raise _OnlyLooking
        except _OnlyLooking:
            pass

    def _rows(self, rows: list[Row]) -> None:
        known = _Known(rows)
        for row in rows:
            name = _name(row)
            try:
                with act(self.by, may=permissions.IMPORT):
                    self._row(row, name, known)
            except Refused as refusal:
                self.outcome.refuse(Told(row.line, name, str(refusal.sentence)))

    def _row(self, row: Row, name: str, known: "_Known") -> None:
        keys = [f"{field}:{row.values[field].lower()}" for field in ("external_id", "email") if field in row.values]
        require(keys, _("Neither a number nor a mail address, so this person could not be recognised the next time."))
        if keys[0] in self._keys:  # one person on several lines, one for each group
            self._in_groups(row, self._keys[keys[0]])
            return
        require(keys[-1] not in self._keys, _("Another line gives this mail address to somebody else."))
        person = known.find(row)
        if person is not None:
            self._seen.add(person.pk)
        gone_on = _leaving(row)
        if person is None and gone_on:
            self.outcome.unchanged += 1
            return
        person, did = self._add(row, name) if person is None else (person, self._update(row, name, person, gone_on))
        stays = known.find(row) is not None or not self.only_look
        pk = person.pk if stays else -row.line  # a row that is taken back may leave its id to the next one
        self._keys |= dict.fromkeys(keys, pk)
        self._in_groups(row, pk)
        if did:
            self.outcome.tell(Told(row.line, person.name, did))
        else:
            self.outcome.unchanged += 1

    def _add(self, row: Row, name: str) -> tuple[Person, str]:
        given = row.values
        person = actions.register(
            _no_formula(name),
            by=self.by,
            email=given.get("email", ""),
            phone=given.get("phone", ""),
            job_title=given.get("job_title", ""),
            organisation=self._organisation(row) or self.organisation,
            language=_language(given.get("language", "")),
            external_id=given.get("external_id"),
            verified=True,
        )
        if "username" in given:
            actions.give_account(person, by=self.by, username=given["username"])
        if not self.only_look:
            self._seen.add(person.pk)
        self.outcome.added += 1
        return person, _("new")

    def _update(self, row: Row, name: str, person: Person, gone_on: date | None) -> str:
        """In words what differed; "" for nothing."""
        if gone_on:
            if not person.is_active:
                return ""
            actions.record_leaving(person, by=self.by, on=gone_on)
            self.outcome.left += 1
            return _("left on %(day)s") % {"day": gone_on.isoformat()}
        did = [] if person.is_active else [_("is back")]
        if did:
            actions.record_return(person, by=self.by)
        did += self._edit(row, name, person) + self._address(row, person)
        username = row.values.get("username", "").lower()
        if username and username != person.username:
            actions.give_account(person, by=self.by, username=username)
            did.append(_("user name"))
        self.outcome.changed += bool(did)
        return ", ".join(did)

    def _edit(self, row: Row, name: str, person: Person) -> list[str]:
        given = row.values
        wanted = {
            "name": one_line(_no_formula(name), at_most=120),
            "phone": one_line(given.get("phone", ""), at_most=40),
            "job_title": one_line(given.get("job_title", ""), at_most=120),
            "external_id": one_line(given.get("external_id", ""), at_most=120),
            "language": _language(given.get("language", "")),
            "organisation": self._organisation(row) or (self.organisation if person.organisation is None else None),
        }
        differing = {key: value for key, value in wanted.items() if value and value != getattr(person, key)}
        require(
            "external_id" not in differing or person.external_id is None,
            _("This mail address belongs to somebody with another number: %(number)s.") % {"number": person.external_id},
        )
        if differing:
            actions.edit(person, by=self.by, **differing)
        return [str(FIELD_WORDS[key]) for key in differing]

    def _address(self, row: Row, person: Person) -> list[str]:
        email = row.values.get("email", "").lower()
        if not email or email in {address.email for address in person.emailaddress_set.all()}:  # type: ignore[attr-defined]
            return []
        added = actions.add_address(person, by=self.by, email=email, verified=True)
        actions.choose_address(person, by=self.by, address=added)
        return [_("mail address")]

    def _organisation(self, row: Row) -> Organisation | None:
        name = row.values.get("organisation", "")
        found = self._organisations.get(fold(name)) if name else None
        require(found or not name, _("There is no organisation called “%(name)s”.") % {"name": name[:80]})
        return found

    def _in_groups(self, row: Row, person: int) -> None:
        for name in row.values.get("groups", "").translate(GROUPS_APART).split(";"):
            if name := one_line(name, at_most=80):
                self._members[name].add(person)

    def _groups(self) -> None:
        """Each named group holds whom the sheet puts in it; whoever the sheet knows and does not put in a group is not in it."""
        groups = {group.external_id: group for group in Group.objects.all()}
        for name in self._members.keys() - groups.keys():
            groups[name] = actions.add_group(name, by=self.by, external_id=name)
        for key, group in groups.items():
            before = set(group.members.values_list("pk", flat=True))
            joining, leaving = self._members[key] - before, (before & self._seen) - self._members[key]
            if joining or leaving:
                if not self.only_look:
                    actions.change_group(group, by=self.by, joining=joining, leaving=leaving)
                self.outcome.groups += 1
                self.outcome.tell(Told(0, group.name, _("%(joined)d in, %(left)d out") % {"joined": len(joining), "left": len(leaving)}))

    def _from_lists(self) -> PersonQuerySet:
        """Those who came from an earlier list (they have a number) and are active."""
        known = Person.objects.active().exclude(external_id=None)
        return known.filter(organisation=self.organisation) if self.organisation else known

    def _gone(self) -> Iterator[Person]:
        """Those from earlier lists who were not in this one; their ids are fetched first, because leaving changes the query."""
        ids = [pk for pk in self._from_lists().order_by("pk").values_list("pk", flat=True) if pk not in self._seen]
        for start in range(0, len(ids), BATCH):
            yield from Person.objects.filter(pk__in=ids[start : start + BATCH]).order_by("pk")

    def _leave(self, people: Iterable[Person]) -> None:
        for person in people:
            try:
                actions.record_leaving(person, by=self.by)
            except Refused as refusal:
                self.outcome.refuse(Told(0, person.name, str(refusal.sentence)))
            else:
                self.outcome.left += 1
                self.outcome.tell(Told(0, person.name, _("is missing, so has left")))

    def _sum_up(self, name: str, digest: str) -> None:
        done = self.outcome
        with act(self.by, may=permissions.IMPORT) as log:
            run = Import.objects.create(name=one_line(name, at_most=200), digest=digest, organisation=self.organisation, at=log.at)
            log.record(
                verbs.PEOPLE_IMPORTED, run, added=done.added, changed=done.changed, left=done.left, refused=done.refused, digest=digest
            )


class _Known:
    """Whom the rows of a batch may mean, fetched in two queries."""

    def __init__(self, rows: list[Row]) -> None:
        numbers = {row.values["external_id"] for row in rows if "external_id" in row.values}
        emails = {row.values["email"].lower() for row in rows if "email" in row.values}
        people = Person.objects.select_related("organisation").prefetch_related("emailaddress_set")
        self._by_number = {person.external_id: person for person in people.filter(external_id__in=numbers)}
        ids = dict(EmailAddress.objects.filter(email__in=emails).values_list("email", "user"))
        by_id = people.in_bulk(list(ids.values()))
        self._by_email = {email: by_id[pk] for email, pk in ids.items()}

    def find(self, row: Row) -> Person | None:
        return self._by_number.get(row.values.get("external_id")) or self._by_email.get(row.values.get("email", "").lower())


def _name(row: Row) -> str:
    parts = (row.values.get(part, "") for part in ("first", "infix", "last"))
    return row.values.get("name") or " ".join(part for part in parts if part)


def _no_formula(name: str) -> str:
    require(not name.startswith(("=", "@", "+", "-")), _("That looks like a formula, not like a name."))
    return name


def _leaving(row: Row) -> date | None:
    """The day they left, if that day has come."""
    given = row.values.get("left", "").lower()
    today = clock.now().date()
    if not given or given in NO:
        return None
    if given in YES:
        return today
    day = _day(given)
    require(day, _("“%(given)s” is no day. Write it like 2026-07-31, or yes.") % {"given": given[:40]})
    return day if day and day <= today else None


def _day(text: str) -> date | None:
    for form in DATES:
        try:
            return datetime.strptime(text[:10], form).date()  # noqa: DTZ007  a day without a time has no zone
        except ValueError:
            continue
    return None


def _language(given: str) -> str:
    """A language of ours by its code or name; "" for any other, which is no fault of the row."""
    word = fold(given)
    code = LANGUAGES.get(word, word[:2])
    return code if code in dict(settings.LANGUAGES) else ""
