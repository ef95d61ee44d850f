"""What the sample desk asks first: about a laptop that does not start, and about not getting in."""

from typing import Any

from vakdesk.access.actors import Actor
from vakdesk.scripts import actions
from vakdesk.tickets.models import Category


def _question(number: int, kind: str, en: str, nl: str, **more: Any) -> dict[str, Any]:
    rest = {"hints": {}, "choices": [], "only_if": ["", ""]} | more
    return {"key": f"q{number}", "kind": kind, "words": {"en": en, "nl": nl}} | rest


def _choices(*words: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"key": f"c{number}", "words": {"en": en, "nl": nl}} for number, (en, nl) in enumerate(words, 1)]


LAPTOP = [
    _question(
        1, "yes_no", "Does any light or sound come when you press the power button?", "Komt er licht of geluid als je op de aanknop drukt?",
        hints={"en": "Let them hold it for ten seconds, let go, and press once more.", "nl": "Laat tien seconden drukken, loslaten en nog eens drukken."},
    ),
    _question(
        2, "choice", "What do you see on the screen?", "Wat zie je op het scherm?", only_if=["q1", "yes"],
        choices=_choices(("Nothing, it stays black", "Niets, het blijft zwart"), ("A message or a code", "Een melding of een code"), ("It starts and goes off again", "Het start en gaat weer uit")),
    ),
    _question(
        3, "text", "What does the screen say, word for word?", "Wat staat er precies op het scherm?", only_if=["q2", "c2"],
        hints={"en": "Never write down a whole recovery key, only its first eight characters.", "nl": "Noteer nooit een hele herstelsleutel, alleen de eerste acht tekens."},
    ),
    _question(
        4, "yes_no", "Is it the same without dock, with only the charger plugged in?", "Is het hetzelfde zonder dock, met alleen de lader erin?",
        hints={"en": "A dock without power keeps many laptops from starting.", "nl": "Een dock zonder stroom houdt veel laptops tegen."},
    ),
    _question(
        5, "choice", "Since when?", "Sinds wanneer?",
        choices=_choices(("Since an update", "Sinds een update"), ("Since a fall or a drink over it", "Sinds een val of een drankje erover"), ("All of a sudden", "Zomaar ineens")),
    ),
    _question(
        6, "text", "What do you need it for today, and by when?", "Waarvoor heb je hem vandaag nodig, en voor hoe laat?",
        hints={"en": "This decides the urgency: ask it before you look for the cause.", "nl": "Dit bepaalt de urgentie: vraag het voordat je de oorzaak zoekt."},
    ),
]  # fmt: skip
SIGN_IN = [
    _question(
        1, "choice", "Where can you not sign in?", "Waar kun je niet inloggen?",
        choices=_choices(("On the computer", "Op de computer"), ("In mail or Teams", "In mail of Teams"), ("In one program", "In één programma"), ("Nowhere", "Nergens")),
    ),
    _question(2, "text", "Which message do you see?", "Welke melding zie je?"),
    _question(3, "yes_no", "Did you change your password lately?", "Heb je kort geleden je wachtwoord gewijzigd?"),
    _question(
        4, "yes_no", "Is the old password still on a phone or tablet?", "Staat het oude wachtwoord nog op een telefoon of tablet?", only_if=["q3", "yes"],
        hints={"en": "It goes on trying and locks the account again.", "nl": "Die blijft proberen en blokkeert het account opnieuw."},
    ),
    _question(
        5, "yes_no", "Do you have the phone with you that gives the code?", "Heb je de telefoon bij je die de code geeft?",
        hints={"en": "Without it: first make sure who asks, then couple a new one.", "nl": "Zonder: eerst vaststellen wie het vraagt, dan pas een nieuwe koppelen."},
    ),
]  # fmt: skip


def arrange_scripts(by: Actor) -> None:
    names = {"en": "Laptop does not start", "nl": "Laptop start niet", "et": "Sülearvuti ei käivitu"}
    _publish(by, names, "laptop", LAPTOP)
    _publish(by, {"en": "Cannot sign in", "nl": "Kan niet inloggen", "et": "Ei saa sisse logida"}, "account", SIGN_IN)


def _publish(by: Actor, names: dict[str, str], category: str, questions: list[dict[str, Any]]) -> None:
    script = actions.add_script(by=by, names=names, kind="incident", category=Category.objects.get(code=category))
    actions.set_questions(script, by=by, questions=questions)
    actions.publish(script, by=by)
