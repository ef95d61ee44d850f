"""Both databases answer alike: each must answer exactly as this plain reading of the rule does, on any texts and queries."""

from collections.abc import Callable, Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from vakdesk.access.actors import Actor
from vakdesk.search.find import ranked
from vakdesk.search.registry import Text
from vakdesk.search.terms import Query, document_terms, parse
from vakdesk.search.tests.conftest import Person, Write

WORDS = [
    "wachtwoord",
    "wachtwoorden",
    "Printers",
    "printer",
    "õun",
    "OUN",
    "arvutid",
    "café",
    "cafe\u0301",
    "ℂ",
    "½",
    "ß",
    "ss",
    "x_y",
    "10.0.0.5",
    "日本",
    "日本語",
    "ﬁx",
]
LANGUAGES = st.sampled_from(["nl", "en", "et", "fr"])
TEXT = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join),
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
)


def answers(texts: Iterable[str], language: str, query: Query) -> bool:
    """Every word of the query is a term of the document, or begins one."""
    by_weight = document_terms([Text(0, text) for text in texts], language)
    terms = {term for terms in by_weight.values() for term in terms}
    return all(not terms.isdisjoint(word.terms) or (word.prefix and any(term.startswith(word.prefix) for term in terms)) for word in query)


@settings(max_examples=25)
@given(data=st.lists(st.tuples(TEXT, LANGUAGES), min_size=1, max_size=3), queries=st.lists(TEXT, min_size=1, max_size=4))
def test_the_hits_are_those_of_the_rule(
    data: list[tuple[str, str]], queries: list[str], write: Write, ada: Person, actor: Callable[[Person], Actor]
) -> None:
    records = {}
    for text, language in data:
        record = write("=", text or "-", language=language)
        records[record.pk] = ([record.reference, record.reference.replace("-", ""), text], language)
    said = [text for text, _language in data] + queries
    for query in filter(None, map(parse, said)):
        expected = {key for key, (texts, language) in records.items() if answers(texts, language, query)}
        assert set(ranked(actor(ada), query)) & set(records) == expected
