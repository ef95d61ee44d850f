"""Syllables by spelling, and the two formulas by worked examples."""

import pytest

from vakdesk.instructions.kinds import Level
from vakdesk.instructions.readability import measure, score, sentences, syllables

DUTCH = {
    "wachtwoord": 2, "bureau": 2, "nieuw": 1, "piano": 3, "geïnstalleerd": 4, "beveiliging": 4, "printer": 2, "systeem": 2,
    "toetsenbord": 3, "yoghurt": 2, "quiz": 1, "leeuw": 1, "fooi": 1, "applicatie": 4, "ruis": 1, "ijs": 1, "reëel": 2, "42": 1,
}  # fmt: skip
ENGLISH = {
    "password": 2, "computer": 3, "used": 1, "needed": 2, "table": 2, "screen": 1, "video": 3, "people": 2, "station": 2, "device": 2,
    "phone": 1, "pages": 2, "clicks": 1, "manual": 3, "the": 1, "printer": 2, "copying": 3, "boxes": 2, "PDF": 1, "familiar": 4,
}  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize(("language", "words"), [("nl", DUTCH), ("en", ENGLISH)])
def test_syllables_are_counted_as_they_are_spoken(language, words):
    assert {word: syllables(word, language) for word in words} == words


@pytest.mark.once
def test_the_formulas_give_what_they_give_by_hand():
    assert score("The cat sat. The dog ran.", "en") == pytest.approx(206.835 - 1.015 * 3 - 84.6)
    assert score("De kat zit. De hond loopt hard.", "nl") == pytest.approx(206.84 - 0.93 * 3.5 - 77.0)
    assert score("Klik op het woord wachtwoord.", "nl") == pytest.approx(206.84 - 0.93 * 5 - 77.0 * 6 / 5)
    assert score("Kass magab.", "et") is None and score("…", "en") is None


@pytest.mark.once
def test_a_hard_text_is_told_apart_from_an_easy_one_and_its_long_sentences_are_named():
    easy = measure("Zet de printer aan. Wacht tot het lampje groen is. Druk op de knop.", "nl", "A2")
    hard = measure(
        "De configuratie van de authenticatievoorziening dient voorafgaand aan de implementatie door de verantwoordelijke "
        "functionaris te worden gecontroleerd op volledigheid.",
        "nl",
        "A2",
    )
    assert easy.is_easy_enough and not easy.long and easy.tone == "good" and easy.formula == "Flesch-Douma"
    assert hard.reached == Level.C2 and not hard.is_easy_enough and len(hard.long) == 1 and hard.tone == "warn"


@pytest.mark.once
def test_sentences_end_at_marks_and_at_lines():
    assert sentences("Open it (now). Is it green?\nYes\n\n3.5 is fine!") == ["Open it (now).", "Is it green?", "Yes", "3.5 is fine!"]
    assert measure("", "en", "B1").reached is None
