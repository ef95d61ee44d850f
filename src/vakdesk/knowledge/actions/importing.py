"""Articles from elsewhere come in, many at once. What is there already stays as it is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.text import fold
from vakdesk.knowledge import permissions, verbs
from vakdesk.knowledge.actions.writing import looked_at_again
from vakdesk.knowledge.importing import Fault, Given
from vakdesk.knowledge.kinds import State
from vakdesk.knowledge.models import Article, ArticleCategory, Version
from vakdesk.logbook.act import Act, act
from vakdesk.records.actions import make_records
from vakdesk.records.models import Record, Tag

AT_ONCE = 200


@dataclass
class Outcome:
    """How many rows made an article, were there already, and were refused."""

    new: int = 0
    known: int = 0
    refused: int = 0


def bring_in(
    rows: Iterable[Given | Fault],
    *,
    by: Actor,
    system: str,
    tell: Callable[[Fault], None],
    step: Callable[[int], None] = lambda _many: None,
) -> Outcome:
    """Each sound row that is new is an article; the others are told by row. Rows are written AT_ONCE together, each of them whole or not at all.

    `system` is what the place they come from is called: with it a row is known again, and a second run brings nothing new.
    """
    outcome = Outcome()
    categories = {name: one for one in ArticleCategory.objects.all() for name in (one.code, *(fold(word) for word in one.names.values()))}
    for batch in _batches(rows):
        sound = _to_write(batch, system, categories, outcome, tell)
        if sound:
            with act(by, may=permissions.PUBLISH) as log:
                _write(log, sound, system, categories)
            outcome.new += len(sound)
        step(len(batch))
    return outcome


def _batches(rows: Iterable[Given | Fault]) -> Iterator[list[Given | Fault]]:
    rows = iter(rows)
    while batch := list(islice(rows, AT_ONCE)):
        yield batch


def _to_write(
    batch: Sequence[Given | Fault], system: str, categories: dict[str, ArticleCategory], outcome: Outcome, tell: Callable[[Fault], None]
) -> list[Given]:
    """Those that are sound, new, and stand once."""
    names = [_source(system, row) for row in batch if isinstance(row, Given)]
    there = set(Article.objects.filter(source__in=names).values_list("source", flat=True))
    sound: dict[str, Given] = {}
    for row in batch:
        fault = row if isinstance(row, Fault) else _unplaced(row, categories)
        if fault is not None:
            outcome.refused += 1
            tell(fault)
        elif isinstance(row, Given) and (name := _source(system, row)) not in there and name not in sound:
            sound[name] = row
        else:
            outcome.known += 1
    return list(sound.values())


def _unplaced(row: Given, categories: dict[str, ArticleCategory]) -> Fault | None:
    if row.category and row.category not in categories and fold(row.category) not in categories:
        return Fault(row.number, str(_("There is no category %(name)s. Add it first.") % {"name": row.category[:60]}))
    return None


def _write(log: Act, rows: Sequence[Given], system: str, categories: dict[str, ArticleCategory]) -> None:
    places = [{"title": row.title, "language": row.language, "opened_at": log.happened_at} for row in rows]
    records = make_records(log, "article", places)
    articles = [_article(log, row, record, system, categories) for row, record in zip(rows, records, strict=True)]
    Article.objects.bulk_create(articles)
    versions = Version.objects.bulk_create(_version(log, row, article) for row, article in zip(rows, articles, strict=True))
    for row, article, version in zip(rows, articles, versions, strict=True):
        article.latest = version
        if row.is_published:
            article.state, article.published, article.published_at = State.PUBLISHED, version, log.at
    Article.objects.bulk_update(articles, ["latest", "state", "published", "published_at"])
    _tag(rows, records)
    for article in articles:
        log.record(verbs.IMPORTED, article, published=article.is_readable)


def _article(log: Act, row: Given, record: Record, system: str, categories: dict[str, ArticleCategory]) -> Article:
    return Article(
        record=record,
        kind=row.kind,
        audience=row.audience,
        language=row.language,
        category=(categories.get(row.category) or categories[fold(row.category)]) if row.category else None,
        review_by=row.review_by or looked_at_again(log.at.date()),
        source=_source(system, row),
    )


def _version(log: Act, row: Given, article: Article) -> Version:
    published_at = log.at if row.is_published else None
    return Version(article=article, number=1, title=row.title, text=row.text, made_at=log.at, published_at=published_at)


def _tag(rows: Sequence[Given], records: Sequence[Record]) -> None:
    wanted = {fold(word): word for row in rows for word in row.tags}
    Tag.objects.bulk_create([Tag(name=word, folded=folded) for folded, word in wanted.items()], ignore_conflicts=True)
    tags = {tag.folded: tag.pk for tag in Tag.objects.filter(folded__in=wanted)}
    through = Tag.records.through
    pairs = {(tags[fold(word)], record.pk) for row, record in zip(rows, records, strict=True) for word in row.tags}
    through.objects.bulk_create([through(tag_id=tag, record_id=record) for tag, record in sorted(pairs)], ignore_conflicts=True)


def _source(system: str, row: Given) -> str:
    return f"{system}:{row.key}"[:200]
