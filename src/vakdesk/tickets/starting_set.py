"""What an empty desk begins with: the categories most IT desks need, in the three languages of the house."""

from vakdesk.access.actors import Actor
from vakdesk.tickets import actions
from vakdesk.tickets.models import Category

CATEGORIES: dict[str, dict[str, str]] = {
    "account": {"en": "Account and password", "nl": "Account en wachtwoord", "et": "Konto ja parool"},
    "access": {"en": "Access and rights", "nl": "Toegang en rechten", "et": "Ligipääs ja õigused"},
    "mail": {"en": "Mail and calendar", "nl": "Mail en agenda", "et": "E-post ja kalender"},
    "laptop": {"en": "Laptop and computer", "nl": "Laptop en computer", "et": "Sülearvuti ja arvuti"},
    "phone": {"en": "Phone and tablet", "nl": "Telefoon en tablet", "et": "Telefon ja tahvel"},
    "printing": {"en": "Printing and scanning", "nl": "Printen en scannen", "et": "Printimine ja skannimine"},
    "network": {"en": "Network and Wi-Fi", "nl": "Netwerk en wifi", "et": "Võrk ja wifi"},
    "room": {"en": "Screens and rooms", "nl": "Schermen en lokalen", "et": "Ekraanid ja ruumid"},
    "files": {"en": "Files and storage", "nl": "Bestanden en opslag", "et": "Failid ja salvestusruum"},
    "software": {"en": "Programs and apps", "nl": "Programma's en apps", "et": "Programmid ja rakendused"},
    "security": {"en": "Security and phishing", "nl": "Beveiliging en phishing", "et": "Turvalisus ja andmepüük"},
    "other": {"en": "Something else", "nl": "Iets anders", "et": "Muu"},
}


def install(*, by: Actor) -> None:
    """Every category of the set is there; those that are there already stay as they are."""
    known = set(Category.objects.filter(code__in=CATEGORIES).values_list("code", flat=True))
    for code, names in CATEGORIES.items():
        if code not in known:
            actions.add_category(by=by, names=names, code=code)
