"""How a device is made ready: by a profile's checks in their order, each passed or argued."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.inventory import permissions, verbs
from vakdesk.inventory.actions.common import move
from vakdesk.inventory.kinds import Outcome, Part, State
from vakdesk.inventory.models import CheckResult, Edition, Item, ItemType, Preparation, Profile
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.kit.translated import cleaned_names
from vakdesk.logbook.act import Act, act

MOST_CHECKS = 60
LONGEST = 500

Asked = Sequence[Mapping[str, Any]]


def add_profile(
    *, by: Actor, names: dict[str, str], type: ItemType, meant_for: str = "", requirements: Asked = (), checks: Asked = ()
) -> Profile:
    """There is a profile in its first edition. Refuses one without a check, and a check without a word on how to verify it."""
    profile = Profile(type=type, meant_for=one_line(storable(meant_for)))
    with act(by, may=permissions.ARRANGE, on=profile) as log:
        profile.names = cleaned_names(names)
        wanted, asked = _cleaned_requirements(requirements), _cleaned_checks(checks, [])
        profile.save()
        Edition.objects.create(profile=profile, number=1, requirements=wanted, checks=asked, made_at=log.at)
        log.record(verbs.PROFILE_ADDED, profile)
    return profile


def edit_profile(
    profile: Profile,
    *,
    by: Actor,
    names: dict[str, str],
    type: ItemType,
    meant_for: str,
    requirements: Asked,
    checks: Asked,
    is_active: bool,
) -> None:
    """The profile is as given. Where it asks for something else there is a new edition; what is being prepared goes on by the old one."""
    with act(by, may=permissions.ARRANGE, on=profile) as log:
        profile.names, profile.type, profile.is_active = cleaned_names(names), type, is_active
        profile.meant_for = one_line(storable(meant_for))
        profile.save()
        last = profile.editions.latest("number")
        wanted, asked = _cleaned_requirements(requirements), _cleaned_checks(checks, last.checks)
        number = last.number
        if (wanted, asked) != (last.requirements, last.checks):
            number += 1
            Edition.objects.create(profile=profile, number=number, requirements=wanted, checks=asked, made_at=log.at)
        log.record(verbs.PROFILE_EDITED, profile, edition=number)


def _cleaned_requirements(given: Asked) -> list[dict[str, Any]]:
    return [{"field": str(one["field"])[:40], "least": one["least"]} for one in given if one.get("least") not in (None, "")]


def _cleaned_checks(given: Asked, before: Asked) -> list[dict[str, Any]]:
    """In their order; a check that was asked before in the same words keeps its key, so that editions can be compared."""
    keys = {one["what"]: one["key"] for one in before}
    used, checks = set(keys.values()), []
    for one in given:
        what, verify = (one_line(storable(str(one[name])), at_most=LONGEST) for name in ("what", "verify"))
        if not what:
            continue
        require(verify, _("Say of “%(what)s” how to verify it.") % {"what": what}, field="checks")
        key = keys.pop(what, "") or next(name for number in range(1, 1000) if (name := f"c{number}") not in used)
        used.add(key)
        checks.append({"key": key, "part": Part(one["part"]).value, "what": what, "verify": verify})
    require(checks, _("Name one check at least."), field="checks")
    require(len(checks) <= MOST_CHECKS, _("At most %(count)d checks.") % {"count": MOST_CHECKS}, field="checks")
    return checks


def start_preparing(item: Item, *, by: Actor, profile: Profile | None = None) -> Preparation:
    """The item is being prepared by the profile's last edition; without a profile, why it is ready is argued in the end.

    Refuses a profile of another type, and an item that is neither in stock nor returned.
    """
    with act(by, may=permissions.PREPARE, on=item) as log:
        require(profile is None or profile.type_id == item.type_id, _("That profile is for another type of device."), field="profile")
        move(item, log, "start_preparing")
        item.preparations.filter(ended_at=None).update(ended_at=log.at)
        edition = profile.editions.latest("number") if profile else None
        preparation = Preparation.objects.create(item=item, edition=edition, started_at=log.at)
        facts: dict[str, Any] = {"profile": profile.pk if profile else None, "edition": edition.number if edition else None}
        log.record(verbs.PREPARATION_STARTED, item, **facts)
    return preparation


def check(item: Item, *, by: Actor, outcomes: Mapping[str, tuple[str, str]]) -> None:
    """Checks of the item's preparation came out so: by key, an outcome and a note. What stays as it was is not written again.

    Who or what looked is the actor: a person, or a machine that has the evidence. Refuses an unknown check, a difference without
    a reason, and an item that is not being prepared.
    """
    with act(by, may=permissions.PREPARE, on=item) as log:
        preparation = _open_preparation(item)
        known = {one["key"] for one in preparation.edition.checks} if preparation.edition else set()
        before = {one.key: one for one in preparation.results.all()}
        for key, (outcome, said) in outcomes.items():
            require(key in known, _("The profile asks for no such check."))
            note = one_line(storable(said), at_most=LONGEST)
            argued = note or outcome != Outcome.DEVIATES
            require(argued, _("Say why it differs."), field=f"note_{key}")
            if key not in before or (before[key].outcome, before[key].note) != (outcome, note):
                _write(preparation, log, key, Outcome(outcome), note)


def _write(preparation: Preparation, log: Act, key: str, outcome: Outcome, note: str) -> None:
    said = {"outcome": outcome, "note": note, "checked_by_id": log.actor.person_id, "at": log.happened_at}
    CheckResult.objects.update_or_create(preparation=preparation, key=key, defaults=said)
    log.record(verbs.CHECKED, preparation.item, sealed={"note": note}, check=key, outcome=outcome.value)


def make_ready(item: Item, *, by: Actor, deviation: str = "") -> None:
    """The item is ready to be handed out. Refuses while a check of its profile is open or failed, unless a deviation is argued."""
    with act(by, may=permissions.PREPARE, on=item) as log:
        deviation = one_line(storable(deviation), at_most=LONGEST)
        require(item.state == State.PREPARING, _("%(item)s is not being prepared.") % {"item": item.reference})
        preparation = _open_preparation(item)
        outcomes = dict(preparation.results.values_list("key", "outcome"))
        asked = [one["key"] for one in preparation.edition.checks] if preparation.edition else []
        open_checks = [key for key in asked if outcomes.get(key) not in (Outcome.PASSED, Outcome.DEVIATES)]
        sentence = _("%(count)d checks are open or not as designed. Finish them, or argue why it is ready all the same.")
        require(deviation or asked, _("No profile says when it is ready. Argue why it is."), field="deviation")
        require(deviation or not open_checks, sentence % {"count": len(open_checks)}, field="deviation")
        preparation.ended_at, preparation.deviation = log.at, deviation
        preparation.save()
        move(item, log, "make_ready")
        passed = sum(outcomes.get(key) == Outcome.PASSED for key in asked)
        log.record(verbs.MADE_READY, item, sealed={"deviation": deviation}, passed=passed, deviating=len(asked) - passed)


def _open_preparation(item: Item) -> Preparation:
    preparation = item.preparations.filter(ended_at=None).select_related("edition").first()
    require(preparation is not None, _("%(item)s is not being prepared.") % {"item": item.reference})
    assert preparation is not None
    return preparation
