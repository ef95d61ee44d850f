"""Canned answers: one's own, of a team, or of the whole desk, in as many languages as somebody wrote."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.notices.wording import parse
from vakdesk.people.models import Team
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.canned import PLACEHOLDERS
from vakdesk.tickets.models import CannedAnswer

LONGEST = 10_000


def add_canned(*, by: Actor, name: str, texts: Mapping[str, str], team: Team | None = None, shared: bool = False) -> CannedAnswer:
    """There is such an answer: the actor's own, or where it is `shared` the team's, or without a team everybody's.

    Refuses one without a name or a text, a placeholder that is none, and sharing to who may not arrange that.
    """
    answer = CannedAnswer(owner_id=None if shared else by.person_id, team=team if shared else None)
    with act(by, may=permissions.SHARE_CANNED if shared else permissions.KEEP_CANNED, on=answer) as log:
        _fill(answer, name, texts)
        answer.save()
        log.record(verbs.CANNED_ADDED, answer)
    return answer


def edit_canned(answer: CannedAnswer, *, by: Actor, name: str, texts: Mapping[str, str], is_active: bool = True) -> None:
    """Name, texts and whether it is offered are as given; whose it is stays. Refuses as `add_canned`."""
    with act(by, may=permissions.KEEP_CANNED if answer.owner_id else permissions.SHARE_CANNED, on=answer) as log:
        require(answer.owner_id in (None, by.person_id), _("This is somebody else's own answer."))
        _fill(answer, name, texts)
        answer.is_active = is_active
        answer.save()
        log.record(verbs.CANNED_EDITED, answer)


def _fill(answer: CannedAnswer, name: str, texts: Mapping[str, str]) -> None:
    answer.name = one_line(storable(name), at_most=80)
    require(answer.name, _("Give it a name that you find it by."), field="name")
    answer.texts = {language: storable(text).strip() for language, text in texts.items() if text.strip()}
    require(answer.texts, _("Write it in at least one language."), field="text_en")
    for language, text in answer.texts.items():
        require(len(text) <= LONGEST, _("That is too long for a canned answer."), field=f"text_{language}")
        parse(text, PLACEHOLDERS, field=f"text_{language}")
