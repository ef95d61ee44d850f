"""What the sample company has: laptops with people, screens and printers in rooms, a shelf of spare ones; and what happens to some."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from vakdesk.access.actors import Actor
from vakdesk.demo.company import FACTS, FIRMS, MEMBERS
from vakdesk.demo.pictures import signature_of
from vakdesk.demo.playing import correlation
from vakdesk.inventory import actions
from vakdesk.inventory.actions.handing import Told
from vakdesk.inventory.kinds import Direction, State
from vakdesk.inventory.models import Item, ItemType, Location, Product, Profile
from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Organisation, Person

SEED = "devices"
#: Maker, name, type, day of the last update in months from now, own fields.
PRODUCTS: dict[str, tuple[str, str, str, int, dict[str, Any]]] = {
    "l14": ("Lenovo", "ThinkPad L14", "computer", 30, {"memory_gb": 16, "storage_gb": 512, "screen_inches": 14, "system": "Windows 11", "encrypted": True}),
    "640": ("HP", "EliteBook 640", "computer", 14, {"memory_gb": 16, "storage_gb": 256, "screen_inches": 14, "system": "Windows 11", "encrypted": True}),
    "5300": ("Dell", "Latitude 5300", "computer", -2, {"memory_gb": 8, "storage_gb": 256, "screen_inches": 13.3, "system": "Windows 10"}),
    "ipad": ("Apple", "iPad", "phone", 24, {"storage_gb": 64, "system": "iPadOS"}),
    "a35": ("Samsung", "Galaxy A35", "phone", 40, {"storage_gb": 128, "system": "Android"}),
    "board": ("Prowise", "Touchscreen 75", "screen", 60, {"screen_inches": 75}),
    "mfp": ("Ricoh", "IM C3010", "printer", 48, {}),
    "switch": ("Aruba", "CX 6100", "network", 55, {"ports": 48}),
    "server": ("Dell", "PowerEdge R550", "server", 36, {"memory_gb": 256, "storage_gb": 8000, "system": "Debian 12"}),
}  # fmt: skip
#: Tags begin so by client, with the model most of its people have.
PREFIXES = {"lindewaard": ("LW", "l14"), "hansa": ("HL", "640"), "korenmaat": ("KM", "5300"), "vanrhijn": ("VR", "640")}
PLACES = {
    "lindewaard": ("Campus Eemvoort", "ABCD"),
    "hansa": ("Rannasadama ladu", ""),
    "korenmaat": ("De Korenmaat", ""),
    "vanrhijn": ("Kantoor Amerswaard", ""),
}
LOANS, SPARE, ORDERED, OLD = 8, 6, 4, 3
CHECKS = [
    {"part": "install", "what": "Standard image, with the latest updates", "verify": "winver shows this month's build"},
    {"part": "install", "what": "Office and Teams", "verify": "Word and Teams start and are signed in"},
    {"part": "configure", "what": "Printers of the building", "verify": "A test page comes out in C2"},
    {"part": "configure", "what": "Wifi by certificate", "verify": "Connects to eduroam without a question"},
    {"part": "secure", "what": "Drive encrypted, key in the vault", "verify": "manage-bde -status says on; the vault shows the key"},
    {"part": "secure", "what": "No local administrator", "verify": "net localgroup administrators lists only ours"},
    {"part": "test", "what": "Projector and sound", "verify": "Film with sound on the board of B1.08"},
]


def stock_up(by: Actor) -> None:
    """Everything stands in the register as it was when the desk began to keep one."""
    random, now = Random(SEED), clock.now()  # noqa: S311  the same devices every time
    types = {one.code: one for one in ItemType.objects.all()}
    products = {
        key: actions.add_product(
            by=by, maker=maker, name=name, type=types[code], support_until=(now + timedelta(days=30 * (months + 13))).date()
        )
        for key, (maker, name, code, months, _own) in PRODUCTS.items()
    }
    firms = {key: Organisation.objects.get(name=firm.name) for key, firm in FIRMS.items()}
    places = {key: list(_places(by, key, firms[key])) for key in FIRMS}
    wanted = [{"field": "memory_gb", "least": 16}, {"field": "encrypted", "least": True}]
    names = {"en": "Laptop for teachers", "nl": "Laptop voor docenten"}
    actions.add_profile(
        by=by, names=names, type=types["computer"], meant_for="Docenten van alle gebouwen", requirements=wanted, checks=CHECKS
    )
    register = _Register(by, types, products, now)
    for key in FIRMS:
        _with_people(register, key, firms[key], random)
        _in_rooms(register, key, firms[key], places[key], random)
    _on_the_shelf(register, firms["lindewaard"], places["lindewaard"][0], random)


class _Register:
    """What is known of each model goes along with every device of it."""

    def __init__(self, by: Actor, types: dict[str, ItemType], products: dict[str, Product], now: datetime) -> None:
        self.by, self.types, self.products, self.now = by, types, products, now

    def add(self, key: str, random: Random, **given: Any) -> Item:
        _maker, name, code, _months, own = PRODUCTS[key]
        bought = (self.now - timedelta(days=random.randint(20, 700))).date()
        serial = "".join(random.choice("ABCDEFGHJKLMNPRSTVWXYZ0123456789") for _letter in range(9))
        rest = {"serial": serial, "bought_on": bought, "warranty_until": bought + timedelta(days=1096), "values": own}
        return actions.register(by=self.by, type=self.types[code], product=self.products[key], **{"title": name, **rest, **given})


def _places(by: Actor, key: str, firm: Organisation) -> Iterator[Location]:
    """The site first, then its buildings or rooms."""
    name, buildings = PLACES[key]
    site = actions.add_location(by=by, name=name, organisation=firm)
    yield site
    within = {letter: actions.add_location(by=by, name=f"Gebouw {letter}", parent=site) for letter in buildings}
    for room in FACTS[key]["room"]:
        yield actions.add_location(by=by, name=room, parent=within.get(room[0], site))


def _with_people(register: _Register, key: str, firm: Organisation, random: Random) -> None:
    """A laptop for everybody who works there; those tags that people mention in their reports come first."""
    prefix, model = PREFIXES[key]
    known = list(FACTS[key]["device"])
    people = [member.key for member in MEMBERS.values() if member.firm == key and not member.job.startswith("student")]
    persons = {one.external_id: one for one in Person.objects.filter(external_id__in=[f"demo-{one}" for one in people], is_active=True)}
    for number, one in enumerate(people):
        holder = persons.get(f"demo-{one}")
        if holder is not None:
            tag = known[number] if number < len(known) else f"{prefix}-{1600 + number if key == 'lindewaard' else 300 + number}"
            weight = {"confidentiality": 3, "availability": 2} if number % 9 == 0 else {}
            register.add(
                random.choice((model, model, "640")), random, tag=tag, state=State.ISSUED, holder=holder, organisation=firm, **weight
            )


def _in_rooms(register: _Register, key: str, firm: Organisation, places: list[Location], random: Random) -> None:
    given = {"state": State.IN_USE, "organisation": firm}
    for number, printer in enumerate(FACTS[key]["printer"]):
        register.add("mfp", random, tag=printer, title=f"Printer {printer}", location=places[1 + number % (len(places) - 1)], **given)
    if key != "lindewaard":
        return
    for place in places[1:]:
        register.add(
            "board",
            random,
            tag=f"LW-B{place.name.replace('.', '')}",
            title=f"Digibord {place.name}",
            location=place,
            function="Les",
            **given,
        )
    for number in range(6):
        register.add(
            "switch", random, tag=f"LW-SW{number + 1}", title=f"Switch {number + 1}", location=places[number + 1], availability=3, **given
        )
    for number in range(3):
        register.add(
            "server",
            random,
            tag=f"LW-SRV{number + 1}",
            title=f"lw-srv{number + 1}",
            location=places[1],
            availability=3,
            integrity=3,
            **given,
        )


def _on_the_shelf(register: _Register, firm: Organisation, site: Location, random: Random) -> None:
    """Laptops to lend, spare ones, some that are ordered, some too old."""
    for number in range(LOANS):
        title = f"Leenlaptop {number + 1}"
        register.add(
            "640",
            random,
            tag=f"LW-L{number + 1:02}",
            title=title,
            organisation=firm,
            location=site,
            function="Uitleen",
            meant_for="Wie zonder zit",
        )
    for number in range(SPARE):
        register.add("l14", random, tag=f"LW-20{number:02}", organisation=firm, location=site)
    for number in range(ORDERED):
        register.add(
            "l14",
            random,
            organisation=firm,
            state=State.ORDERED,
            serial="",
            order_number="IN-2026-118",
            title=f"ThinkPad L14 ({number + 1})",
        )
    for number in range(OLD):
        register.add("5300", random, tag=f"LW-09{number:02}", organisation=firm, location=site)


def hand_around(anchor: datetime) -> None:
    """What happened to some of them in the last weeks: lent, late, damaged, prepared, counted, done away with. Nothing the second time."""
    ada = Person.objects.get(external_id="demo-ada")
    by = actor_for(ada, correlation=correlation("devices"))
    if Entry.objects.filter(correlation=by.correlation).exists() or not Item.objects.exists():
        return
    loans = list(Item.objects.filter(tag__startswith="LW-L").order_by("tag"))
    with clock.travel(anchor - timedelta(days=20)):
        _prepare(by, loans[:6])
    people = [Person.objects.get(external_id=f"demo-{key}") for key in ("bo", "p-jansen", "m-bakker", "s-visser")]
    for number, (item, person, days, length) in enumerate(zip(loans, people, (9, 3, 12, 1), (7, 10, 30, 3), strict=False)):
        with clock.travel(anchor - timedelta(days=days)):
            _lend(by, item, person, length, on_paper=number == 1)
    with clock.travel(anchor - timedelta(days=2)):
        back = actions.draw_up(by=by, direction=Direction.RETURN, items=[loans[2]])
        line = back.lines.get()
        told = {line.pk: Told("damaged", "Lader en tas", "Scharnier links gebroken, scherm blijft niet staan")}
        actions.hand_over(back, by=by, told=told, signature=signature_of("back"))
    _at_the_bench(by, anchor)
    _count(by, anchor)


def _prepare(by: Actor, items: list[Item]) -> None:
    profile = Profile.objects.get()
    for item in items:
        actions.start_preparing(item, by=by, profile=profile)
        outcomes = {f"c{number + 1}": ("passed", "") for number in range(len(CHECKS))}
        actions.check(item, by=by, outcomes=outcomes | {"c3": ("deviates", "Leenlaptop: gaat mee naar huis, geen printers nodig")})
        actions.make_ready(item, by=by)


def _lend(by: Actor, item: Item, person: Person, days: int, *, on_paper: bool) -> None:
    until = clock.now().date() + timedelta(days=days)
    sheet = actions.draw_up(by=by, direction=Direction.LOAN, items=[item], person=person, due_on=until)
    told = {line.pk: Told("good", "Lader en tas") for line in sheet.lines.all()}
    said = "Inloggen met je eigen account; storing melden via de servicedesk; verlies meteen melden."
    actions.hand_over(sheet, by=by, told=told, instruction=said, signature=b"" if on_paper else signature_of(item.tag))


def _at_the_bench(by: Actor, anchor: datetime) -> None:
    """Two laptops half prepared, one old one retired and one done away with."""
    spare = list(Item.objects.filter(tag__startswith="LW-20").order_by("tag"))
    with clock.travel(anchor - timedelta(hours=5)):
        for number, item in enumerate(spare[:3]):
            actions.start_preparing(item, by=by, profile=Profile.objects.get())
            done = {f"c{one + 1}": ("passed", "") for one in range(2 + number * 2)}
            actions.check(item, by=by, outcomes=done | ({"c5": ("failed", "Sleutel staat nog niet in de kluis")} if number == 0 else {}))
    old = list(Item.objects.filter(tag__startswith="LW-09").exclude(state=State.ISSUED).order_by("tag"))
    with clock.travel(anchor - timedelta(days=6)):
        for item in old[:2]:
            actions.retire(item, by=by, why="Windows 10, geen vervanging van de accu meer mogelijk")
        gone = {"wiping": "purged", "wiping_evidence": "Blancco 2026-0419", "route": "collector", "receiver": "Groen Retour BV"}
        actions.dispose(old[0], by=by, **gone)


def _count(by: Actor, anchor: datetime) -> None:
    """Building C was counted: one thing is missing, one is astray, one is unknown."""
    building = Location.objects.get(name="Gebouw C")
    with clock.travel(anchor - timedelta(days=8)):
        count = actions.start_stocktake(by=by, location=building)
        there = list(Item.objects.within(building).order_by("tag").values_list("tag", flat=True))
        astray = Item.objects.filter(tag="LW-BB108").values_list("tag", flat=True)
        actions.scan(count, by=by, codes=[*there[:-1], *astray, "INV-000381"])
    with clock.travel(anchor - timedelta(days=8) + timedelta(hours=1)):
        actions.close_stocktake(count, by=by)
