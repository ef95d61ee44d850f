"""The matrix by which impact and urgency argue a priority: each edit is a new edition, and no ticket changes with it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.kinds import Level, Priority
from vakdesk.tickets.models import PriorityMatrix, argued_by

Cells = Mapping[tuple[int, int], int]
PAIRS = [(impact, urgency) for impact in Level for urgency in Level]


def edit_matrix(*, by: Actor, cells: Cells, why: str, seen: int) -> PriorityMatrix:
    """There is a new edition, by which priorities are argued from now on; tickets keep theirs with the edition that argued it.

    Refuses an edit that changes nothing or lacks a cell, one without a reason, and one made on an edition that is not the latest
    (`seen`; 0 is the standard matrix).
    """
    with act(by, may=permissions.EDIT_MATRIX) as log:
        before = PriorityMatrix.objects.now()
        edition = before.edition if before else 0
        require(edition == seen, _("Somebody edited the matrix meanwhile. Look at it as it is now, then change it."))
        for pair in PAIRS:
            require(cells.get(pair) in Priority.values, _("Choose a priority for every cell."), field=name_of(*pair))
        changed = sum(cells[pair] != argued_by(before, *pair) for pair in PAIRS)
        require(changed, _("Nothing differs from the matrix as it is."))
        why = one_line(storable(why), at_most=500)
        require(why, _("Say why: whoever asks later reads it."), field="why")
        assert by.person_id is not None
        made = PriorityMatrix.objects.create(
            edition=edition + 1,
            cells={f"{impact}-{urgency}": int(cells[impact, urgency]) for impact, urgency in PAIRS},
            why=why,
            made_by_id=by.person_id,
            made_at=log.at,
        )
        log.record(verbs.MATRIX_EDITED, made, sealed={"why": why}, edition=made.edition, changed=changed)
    return made


def name_of(impact: int, urgency: int) -> str:
    """What the field of a cell is called."""
    return f"cell_{impact}_{urgency}"
