"""Answers come by mail: what was plainly answered holds, the rest stays a message, and a person can take it back."""

import pytest
from refusing import refused

from vakdesk.access.actors import Door
from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.records.kinds import Via
from vakdesk.scripts import actions
from vakdesk.scripts.models import Answer
from vakdesk.scripts.questions import read
from vakdesk.scripts.reading import answers_in, numbered_in
from vakdesk.scripts.showing import Asked, as_letter
from vakdesk.scripts.tests.conftest import COLOUR, LAMP, SEEN
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.tests.play import fresh, last, verbs

QUESTIONS = read([LAMP, COLOUR | {"only_if": ["", ""]}, SEEN])
LETTER = as_letter(QUESTIONS, "en")
NUMBERS = numbered_in(LETTER, QUESTIONS)


@pytest.mark.parametrize(
    ("text", "read_from_it"),
    [
        ("1. yes\n2) orange\n3: A zebra\npattern\n\nBo", {"q1": "yes", "q2": "c2", "q3": "A zebra\npattern"}),
        ("Vraag 1: ja hoor\nAntwoord 2 - White", {"q1": "yes", "q2": "c1"}),
        ("Küsimus 1: ei\nvastus 3 = õun", {"q1": "no", "q3": "õun"}),
        ("Is a light on? Jah\nBrandt er een lampje: nee\nWHICH COLOUR? white.", {"q1": "yes", "q2": "c1"}),
        ("> 1. Is a light on?\n>    (Yes / No)\n\nYes!\n> 3. What do you see?\nNothing", {"q1": "yes", "q3": "Nothing"}),
        (f"Thanks, I shall look tomorrow.\n\n{LETTER.replace(chr(10), chr(10) + '> ')}", {}),
        ("1. perhaps\n2. purple\n7. yes\n3.", {}),
        ("yes\nno\n2 monitors are black", {}),
        ("On 1-2 we were away. 3: see 12:30", {}),
        ("1. yes\n1. no", {"q1": "yes"}),
        ("3. " + "x" * 2001, {}),
        ("1" * 5000 + ". yes\n" + ">" * 5000 + "\n" + "1." * 5000, {}),
    ],
)
def test_what_is_plainly_answered_is_read_and_nothing_is_guessed(text: str, read_from_it: dict[str, str]) -> None:
    assert answers_in(text, NUMBERS) == read_from_it


def test_one_question_by_choosing_needs_no_number_and_numbers_are_those_of_the_letter() -> None:
    lamp, colour, _seen = QUESTIONS
    assert answers_in("Nee, helemaal niet\n\nGroeten", numbered_in(as_letter([lamp], "nl"), QUESTIONS)) == {"q1": "no"}
    assert answers_in("1. white", numbered_in(as_letter([colour], "en"), QUESTIONS)) == {"q2": "c1"}
    assert numbered_in("1. Restart it.\n2. Tell us.", QUESTIONS) == {}


def by_mail(ticket, person, text, **received):
    tickets.reply(fresh(ticket), by=actor(person, door=Door.MAIL), text=text, via=Via.MAIL, **received)


def held(ticket) -> dict[str, str]:
    return dict(Answer.objects.holding().filter(record=ticket.pk).values_list("question", "value"))


def test_a_mail_answers_what_the_letter_asked_and_a_person_takes_it_back(ada, bo, as_ada, taken, script):
    by_mail(taken, bo, "1. yes\n2. Nothing")
    assert held(taken) == {}, "nothing was asked yet"
    tickets.ask(taken, by=actor(ada), text=as_letter(Asked(taken).open, "en"))
    actions.answer(fresh(taken), by=actor(ada), edition=script.current, given={"q3": "Heard by phone: a smell"})
    by_mail(taken, bo, "Sorry for the delay.\n1) ja\n2) A zebra\n\nIt hums, too.")
    assert held(taken) == {"q1": "yes", "q3": "Heard by phone: a smell"}, "what is known already stays"
    row = Answer.objects.get(question="q1")
    assert (row.by, row.door) == (bo, Door.MAIL)
    assert "It hums, too." in taken.record.messages.latest("pk").text
    entry = last(taken, "question.answered")
    assert entry.cause and entry.actor_id == bo.pk and entry.door == Door.MAIL
    page = as_ada.get(taken.get_absolute_url()).content.decode()
    assert "Read from a mail" in page and "optional" not in page.split('id="questions"')[1].split("</section>")[0]

    by_mail(taken, bo, "1: no, it is the screen")
    assert held(taken)["q1"] == "no", "a later mail takes the place of the earlier"
    address = f"/scripts/{taken.reference}/take-back/"
    assert "Is a light on? No" in as_ada.get(address).content.decode()
    assert as_ada.post(address).status_code == 303
    assert held(taken) == {"q3": "Heard by phone: a smell"} and verbs(taken)[-1] == "question.taken_back"
    assert as_ada.post(address).status_code == 409
    with pytest.raises(NotAllowed):
        actions.take_back(fresh(taken), by=actor(bo))


def test_only_the_requester_answers_by_mail_and_only_what_is_asked_now(ada, bo, cem, taken, script):
    tickets.ask(taken, by=actor(ada), text=as_letter(Asked(taken).open, "en"))
    by_mail(taken, ada, "1. yes")
    tickets.note(fresh(taken), by=actor(ada), text="1. yes", via=Via.MAIL, verified=False)
    tickets.reply(fresh(taken), by=actor(bo, door=Door.PORTAL), text="1. yes")
    assert held(taken) == {}
    actions.withdraw(script, by=INSTALLER)
    by_mail(taken, bo, "1. yes")
    assert held(taken) == {}
    with refused(saying="from a mail"):
        actions.take_back(fresh(taken), by=actor(ada))
