"""How actions write an item: only the named fields, and the record's version moves with them; only along the lifecycle."""

from typing import Any

from django.utils.translation import gettext as _

from vakdesk.inventory.kinds import FROM_THE_SHELF, HELD, MOVES, State
from vakdesk.inventory.models import Item
from vakdesk.kit.errors import require
from vakdesk.logbook.act import Act
from vakdesk.records.actions import touch


def save_and_touch(item: Item, log: Act, **values: Any) -> None:
    for field, value in values.items():
        setattr(item, field, value)
    if values:
        item.save(update_fields=list(values))
    touch(item.record, log)


def sources_of(item: Item, verb: str) -> tuple[State, ...]:
    """The states from which the item can be moved so."""
    of = MOVES[verb].of
    return (*of, State.IN_STOCK) if verb in FROM_THE_SHELF and not item.type.needs_preparation else of


def can(item: Item, verb: str) -> bool:
    """Whether the lifecycle lets the item be moved so now."""
    return item.state in sources_of(item, verb)


def move(item: Item, log: Act, verb: str, **values: Any) -> None:
    """Within the act at hand: the item is in the state that the verb leads to. Refuses from any state but those it may come from.

    A device that somebody has, and only that, has a day since when.
    """
    sources = sources_of(item, verb)
    told = {"item": item.reference, "state": item.get_state_display().lower(), "what": MOVES[verb].what}
    told["when"] = ", ".join(str(state.label).lower() for state in sources)
    require(item.state in sources, _("%(item)s is %(state)s. It can be %(what)s only from: %(when)s.") % told)
    to = MOVES[verb].to
    values.setdefault("due_on", None)
    save_and_touch(item, log, state=to, held_since=log.happened_at if to in HELD else None, **values)
