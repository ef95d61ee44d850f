"""What an empty desk begins with: the categories most IT desks need, in the three languages of the house."""

from vakdesk.access.actors import Actor
from vakdesk.tickets import actions
from vakdesk.tickets.models import Category, IdentityWay

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


IDENTITY_WAYS: list[tuple[dict[str, str], bool]] = [
    ({"en": "Called back on the registered number", "nl": "Teruggebeld op het geregistreerde nummer", "et": "Tagasi helistatud registreeritud numbril"}, True),
    ({"en": "Seen in person, with identification", "nl": "In persoon gezien, met legitimatie", "et": "Kohtutud isiklikult, dokument nähtud"}, False),
    ({"en": "Seen on video, compared with the photo we hold", "nl": "Op beeld gezien, vergeleken met onze foto", "et": "Nähtud videos, võrreldud meie fotoga"}, False),
    ({"en": "Vouched for by a manager or teacher we know", "nl": "Bevestigd door een leidinggevende of docent die we kennen", "et": "Kinnitas meile tuttav juht või õpetaja"}, False),
]  # fmt: skip


def install(*, by: Actor) -> None:
    """Every category of the set is there, and ways to check who somebody is; what is there already stays as it is."""
    known = set(Category.objects.filter(code__in=CATEGORIES).values_list("code", flat=True))
    for code, names in CATEGORIES.items():
        if code not in known:
            actions.add_category(by=by, names=names, code=code)
    if not IdentityWay.objects.exists():
        for names, by_phone in IDENTITY_WAYS:
            actions.add_identity_way(by=by, names=names, by_phone=by_phone)
