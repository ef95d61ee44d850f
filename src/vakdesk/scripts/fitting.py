"""Which script is asked about a ticket? The one that fits closest: by category before kind, by kind before any."""

from vakdesk.logbook.remembering import remembered
from vakdesk.scripts.models import Edition, Script


def edition_for(kind: str, category_id: int | None) -> Edition | None:
    """The published edition that is asked; None where no script fits."""
    return next(iter(editions_for(kind, category_id)), None)


def editions_for(kind: str, category_id: int | None) -> list[Edition]:
    """All that fit, the closest first."""
    fit = [one for one in _published() if one.script.kind in ("", kind) and one.script.category_id in (None, category_id)]
    return sorted(fit, key=lambda one: (one.script.category_id is None, not one.script.kind, one.script_id))


def choosable_for(kind: str) -> list[Edition]:
    """What somebody who asks can choose from, who knows no categories: everything for that kind."""
    return [one for one in _published() if one.script.kind in ("", kind)]


def _published() -> list[Edition]:
    return _all()


@remembered("script", at_most=1)
def _all() -> list[Edition]:
    published = Script.objects.published().select_related("current", "category")
    for script in published:
        assert script.current is not None
        script.current.script = script
    return [script.current for script in published if script.current]
