"""What the sample company's desk has written down: published, waiting, out of date, used on its tickets, and what readers say of it."""

import tomllib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from vakdesk.access.actors import Actor, Door
from vakdesk.demo.company import TEAMS
from vakdesk.demo.playing import correlation
from vakdesk.kit import clock
from vakdesk.knowledge import actions
from vakdesk.knowledge.kinds import How
from vakdesk.knowledge.models import Article, ArticleCategory
from vakdesk.logbook.models import Entry
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.tickets.models import Ticket

FILE = Path(__file__).parent / "articles.toml"
#: So many are there at once; the others are written by the job that makes the earlier weeks.
AT_ONCE = 6
REVIEWER, ITS_WRITER = "dee", "cem"
#: What is older than this was to be looked at again by now.
FRESH_FOR = timedelta(days=180)


def write_articles(anchor: datetime, *, newest: bool) -> None:
    """The first articles, or all of them, stand there with their readers' words; nothing the second time."""
    told = _told()
    shelves = _shelves(anchor)
    for given in told["articles"][: AT_ONCE if newest else None]:
        mark = correlation(f"article {given['key']}")
        if not Entry.objects.filter(correlation=mark).exists():
            _write(given, shelves, anchor - timedelta(days=given["age"]), mark)


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


def _shelves(anchor: datetime) -> dict[str, ArticleCategory]:
    there = {one.code: one for one in ArticleCategory.objects.all()}
    by = _as(REVIEWER)
    for code, names in _told()["categories"].items():
        if code not in there:
            icon = names["icon"]
            with clock.travel(anchor - timedelta(days=390)):
                words = {language: name for language, name in names.items() if language != "icon"}
                there[code] = actions.add_category(by=by, names=words, icon=icon, code=code)
    return there


def _write(given: dict[str, Any], shelves: dict[str, ArticleCategory], at: datetime, mark: Any) -> None:
    writer = _as(given["author"], mark)
    with clock.travel(at):
        article = actions.begin(
            by=writer,
            title=given["title"],
            text=given["text"],
            language="en",
            kind=given.get("kind", "answer"),
            audience=given.get("audience", "public"),
            category=shelves[given["category"]],
            team=Team.objects.get(name=TEAMS["desk"][0]),
        )
        _restrict(article, given, writer)
    ends = given.get("ends", "published")
    if ends != "draft":
        _let_out(article, writer, at, published=ends != "review")
    if ends == "retired":
        with clock.travel(at + timedelta(days=200)):
            actions.retire(article, by=_as(REVIEWER), why="These printers were taken away; everybody prints by Follow-Me now.")
    if ends == "published":
        _translate(article, given, writer, at + timedelta(days=1))
        _serve(article, given, at + timedelta(days=2))


def _restrict(article: Article, given: dict[str, Any], by: Actor) -> None:
    organisations = Organisation.objects.filter(name__in=given.get("organisations", []))
    teams = Team.objects.filter(name__in=[TEAMS[key][0] for key in given.get("teams", [])])
    if organisations or teams:
        kept = {"kind": article.kind, "audience": article.audience, "category": article.category, "owner": article.owner}
        actions.arrange(article, by=by, organisations=organisations, teams=teams, team=article.record.team, **kept)


def _let_out(article: Article, writer: Actor, at: datetime, *, published: bool = True) -> None:
    """Reviewed the same afternoon by the lead, or where she wrote it, by a colleague."""
    with clock.travel(at + timedelta(minutes=40)):
        actions.submit(article, by=writer)
    if published:
        reviewer = _as(REVIEWER if writer.label != _as(REVIEWER).label else ITS_WRITER)
        with clock.travel(at + timedelta(hours=3)):
            assert article.latest is not None
            actions.publish(article, by=reviewer, version=article.latest.number)


def _translate(article: Article, given: dict[str, Any], writer: Actor, at: datetime) -> None:
    """With `outdated`, the original was written anew after its translation."""
    for language in ("nl", "et"):
        if title := given.get(f"{language}_title"):
            with clock.travel(at):
                translation = actions.translate(article, by=writer, language=language, title=title)
                actions.save(translation, by=writer, title=title, text=given[f"{language}_text"], base=1)
            _let_out(translation, writer, at)
    if given.get("outdated"):
        later = at + timedelta(days=3)
        with clock.travel(later):
            text = given["text"].replace("Nine times out of ten", "Nearly always")
            actions.save(article, by=writer, title=article.title, text=text, base=1, note="The name of the certificate is new")
        _let_out(article, writer, later)


def _serve(article: Article, given: dict[str, Any], at: datetime) -> None:
    """On tickets that were solved since, and to whoever read it."""
    desk = _as("ada")
    for ticket in Ticket.objects.exclude(resolved_at=None).select_related("record").order_by("-pk")[: given.get("uses", 0)]:
        with clock.travel(max(at, ticket.opened_at) + timedelta(minutes=5)):
            actions.use(article, by=desk, record=ticket.record, how=How.LINK)
    reader = _as("bo")
    for number in range(given.get("yes", 0)):
        with clock.travel(at + timedelta(hours=5 * number)):
            actions.say_helped(article, by=reader, visit=f"demo-visit-{article.pk:06}-{number:04}")
    for reason in given.get("no", []):
        with clock.travel(at + timedelta(hours=9)):
            actions.rate(article, by=reader, helpful=False, reason=reason)


def _as(key: str, mark: Any = None) -> Actor:
    person = Person.objects.get(external_id=f"demo-{key}")
    door = Door.PORTAL if key == "bo" else Door.WEB
    return (actor_for(person, correlation=mark) if mark else actor_for(person)).through(door)
