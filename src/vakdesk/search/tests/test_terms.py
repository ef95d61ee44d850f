"""What the stemmers do is pinned: another version, or a compiled one that slips in, would part the index from queries."""

import pytest

from vakdesk.records.kinds import Side
from vakdesk.search import terms
from vakdesk.search.registry import Text, Weight
from vakdesk.search.terms import Word, document_terms, parse, terms_of

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("wachtwoorden", "nl", ("wachtwoorden", "wachtwoord")),
        ("wachtwoord", "nl", ("wachtwoord",)),
        ("Geïnstalleerd", "nl", ("geinstalleerd",)),
        ("printers", "en", ("printers", "printer")),
        ("arvutid", "et", ("arvutid", "arvuti")),
        ("Õunapuud", "et", ("ounapuud", "ounapuu")),
        ("servers", "", ("servers",)),
    ],
)
def test_a_word_is_indexed_as_written_and_by_its_stem(word: str, language: str, expected: tuple[str, ...]) -> None:
    assert terms_of(word, language) == expected


def test_compatibility_forms_become_plain_letters_and_digits() -> None:
    assert terms_of("ℂ", "en") == ("c",)
    assert terms_of("½", "en") == ("12",)


def test_a_very_long_word_is_cut_alike_in_documents_and_queries() -> None:
    assert terms_of("a" * 100, "nl") == ("a" * 64,)
    assert parse("a" * 100)[0].terms == ("a" * 64,)


def test_only_the_last_word_of_a_query_is_a_beginning() -> None:
    assert [word.prefix for word in parse("wachtwoord verg")] == ["", "verg"]


def test_a_single_letter_is_no_beginning() -> None:
    assert parse("schijf d") == (Word(("schijf",)), Word(("d",)))


def test_operators_and_signs_are_no_words() -> None:
    assert parse('"- * ^ ( ) | & !') == ()
    assert [word.terms[0] for word in parse("NEAR(printer*) OR title:x")] == ["near", "printer", "or", "title", "x"]


def test_a_query_has_at_most_twelve_words() -> None:
    assert len(parse(" ".join(f"word{number}" for number in range(40)))) == 12


def test_a_document_beyond_what_a_tsvector_holds_keeps_its_first_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "DISTINCT_BYTES", 60)
    kept = document_terms([Text(1, "alfa alfa bravo charlie", Weight.BODY, Side.PUBLIC)], "en")
    assert kept[Weight.BODY] == ["alfa", "alfa", "bravo"]
