"""Who hears of articles: whose it is when it is to be looked at, whoever wrote it when it came back or was published."""

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vakdesk.knowledge.models import Article
from vakdesk.knowledge.verbs import OWNED, PUBLISHED, SENT_BACK, WENT_STALE
from vakdesk.logbook.models import Entry
from vakdesk.notices.about import Telling, Words, about
from vakdesk.notices.kinds import How, Why
from vakdesk.notices.news import News
from vakdesk.notices.texts import MailText, Placeholder
from vakdesk.people.models import Person

NUMBER = Placeholder(_("the number of the article"), "KB-1042")
TITLE = Placeholder(_("its title"), "How do I print from my phone?")
STALE = News("article.stale", _("An article to look at again"), _("Of yours, on the day you named."), How.DIGEST, icon="clock-alert")
BACK = News("article.sent_back", _("An article came back"), _("Whoever reviewed yours asks for something."), How.AT_ONCE, icon="undo-2")
OUT = News("article.published", _("Your article is published"), _("Somebody reviewed it."), How.DIGEST, icon="book-check")
YOURS = News("article.owned", _("An article is yours now"), _("You keep it right from now on."), How.DIGEST, icon="book-open")

_PLACES = {"number": NUMBER, "title": TITLE}
STALE_TEXT = MailText(
    "article.stale",
    _("An article to look at again"),
    format_lazy("[{}] {}", "{{ number }}", _("Is it still right? {{ title }}")),
    _("You keep this article, and it was to be looked at by today. Read it: say that it is still right, write it anew, or retire it."),
    _PLACES,
    _("Open the article"),
)
BACK_TEXT = MailText(
    "article.sent_back",
    _("An article came back"),
    format_lazy("[{}] {}", "{{ number }}", _("Something is to be changed: {{ title }}")),
    "{{ why }}",
    {**_PLACES, "why": Placeholder(_("what whoever reviewed it asks for"), _("Say which building you mean"))},
    _("Open the article"),
)
OUT_TEXT = MailText(
    "article.published",
    _("Your article is published"),
    format_lazy("[{}] {}", "{{ number }}", _("Published: {{ title }}")),
    _("Somebody reviewed what you wrote, and it is read from now on."),
    _PLACES,
    _("Open the article"),
)
YOURS_TEXT = MailText(
    "article.owned",
    _("An article is yours now"),
    format_lazy("[{}] {}", "{{ number }}", _("Yours to keep right: {{ title }}")),
    _("You look at it again when its day comes, and hear what readers say of it."),
    _PLACES,
    _("Open the article"),
)


@about(WENT_STALE)
def stale(entry: Entry) -> Iterator[Telling]:
    article = _article(entry)
    if article.owner and article.owner.is_active:
        yield _telling(article.owner, article, STALE, STALE_TEXT, Why.KEEPER)


@about(SENT_BACK)
def sent_back(entry: Entry) -> Iterator[Telling]:
    article = _article(entry)
    yield from _to_writer(article, entry, BACK, BACK_TEXT, why=str((entry.sealed or {}).get("why", "")))


@about(PUBLISHED)
def published(entry: Entry) -> Iterator[Telling]:
    yield from _to_writer(_article(entry), entry, OUT, OUT_TEXT)


@about(OWNED)
def owned(entry: Entry) -> Iterator[Telling]:
    article = _article(entry)
    if article.owner and article.owner.is_active and article.owner_id != entry.actor_id:
        yield _telling(article.owner, article, YOURS, YOURS_TEXT, Why.KEEPER)


def _article(entry: Entry) -> Article:
    return Article.objects.select_related("record", "owner__organisation").get(pk=entry.subject_id)  # anyone: who is told keeps or wrote it


def _to_writer(article: Article, entry: Entry, news: News, text: MailText, **said: str) -> Iterator[Telling]:
    version = article.versions.select_related("made_by__organisation").get(number=entry.facts["version"])
    if version.made_by and version.made_by.is_active and version.made_by_id != entry.actor_id:
        yield _telling(version.made_by, article, news, text, Why.AUTHOR, **said)


def _telling(person: Person, article: Article, news: News, text: MailText, why: Why, **said: str) -> Telling:
    values = {"number": article.reference, "title": article.title, **said}
    return Telling(person, news, lambda: Words(text, values, url=article.get_absolute_url()), why, article.record)
