"""Views of the queue that are kept. What is one's own screen is no act (decision 0006); what is a team's has its entries."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed, require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import Act, act
from vakdesk.people.models import Membership, Team
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.conditions import ALL
from vakdesk.tickets.lists import Queue
from vakdesk.tickets.models import Layout, SavedView, Tabs, ViewEditors
from vakdesk.ui.lists.conditions import cleaned

#: As many as a person, or a team, can tell apart; each is counted whenever the queue is shown.
MOST_VIEWS = 30


def add_view(
    *,
    by: Actor,
    name: str,
    conditions: Mapping[str, Sequence[str]],
    sort: str = "",
    layout: str = Layout.ROWS,
    columns: Sequence[str] = (),
    team: Team | None = None,
    edited_by: str = ViewEditors.OWNER,
) -> SavedView:
    """The actor, or their team, has a view by that name. Refuses an empty name, unknown columns, and one view too many."""
    with act(by, may=permissions.KEEP_VIEWS) as log:
        assert by.person_id is not None
        view = SavedView(owner_id=by.person_id)
        _refuse_too_many(by, team)
        _set(view, by, name=name, conditions=conditions, sort=sort, layout=layout, columns=columns, team=team, edited_by=edited_by)
        if team:
            log.record(verbs.VIEW_ADDED, view, team=team.pk)
    return view


def edit_view(
    view: SavedView,
    *,
    by: Actor,
    name: str,
    conditions: Mapping[str, Sequence[str]],
    sort: str = "",
    layout: str = Layout.ROWS,
    columns: Sequence[str] = (),
    team: Team | None = None,
    edited_by: str = ViewEditors.OWNER,
    seen: int | None = None,
) -> None:
    """The view is as given. Refuses what adding refuses, and a change somebody made since `seen`, its version when it was shown."""
    with act(by, may=permissions.KEEP_VIEWS) as log:
        view = _locked(view, by)
        before = view.team_id
        require(
            seen is None or seen == view.version,
            _("Somebody changed this view while you had it open. Look at it again, then send yours once more."),
        )
        require(
            team is not None or before is None or view.owner_id == by.person_id,
            _("Only its owner can make it their own again."),
            field="team",
        )
        if team and team.pk != before:
            _refuse_too_many(by, team)
        _set(view, by, name=name, conditions=conditions, sort=sort, layout=layout, columns=columns, team=team, edited_by=edited_by)
        if before or team:
            log.record(verbs.VIEW_EDITED, view, team=team.pk if team else before, from_team=before)


def delete_view(view: SavedView, *, by: Actor) -> None:
    """The view is gone from every tab; the tickets stay as they are."""
    with act(by, may=permissions.KEEP_VIEWS) as log:
        view = _locked(view, by)
        if view.team_id:
            _record_deleted(log, view)
        SavedView.objects.filter(pk=view.pk).delete()


def arrange_tabs(*, by: Actor, order: Sequence[str], hidden: Sequence[str], opens: str) -> None:
    """The actor's tabs stand in that order. No act: see decision 0006. What is unknown is left out, and one tab always stays."""
    assert by.person_id is not None
    known = [view.name for view in Queue().views_of(by)]
    order = [name for name in dict.fromkeys(order) if name in known]
    hidden = [name for name in dict.fromkeys(hidden) if name in known]
    require(len(hidden) < len(known), _("Leave at least one tab."), field="hidden")
    require(opens not in hidden, _("What opens first needs its tab."), field="opens")
    with transaction.atomic():
        values = {"order": order, "hidden": hidden, "opens": opens if opens in known else ""}
        Tabs.objects.update_or_create(person_id=by.person_id, defaults=values)


def _locked(view: SavedView, by: Actor) -> SavedView:
    found = SavedView.objects.select_for_update().editable_by(by).filter(pk=view.pk).first()
    if found is None:
        raise NotAllowed(
            _("This view is for you to use. Its owner, or who leads the team, can change it; you can make a copy of your own.")
        )
    return found


def _record_deleted(log: Act, view: SavedView) -> None:
    log.record(verbs.VIEW_DELETED, view, sealed={"name": view.name}, team=view.team_id)


def _refuse_too_many(by: Actor, team: Team | None) -> None:
    has = SavedView.objects.filter(team=team) if team else SavedView.objects.filter(owner=by.person_id, team=None)
    require(has.count() < MOST_VIEWS, _("That is one view too many: at most %(count)d. Take one away first.") % {"count": MOST_VIEWS})


def _set(
    view: SavedView,
    by: Actor,
    *,
    name: str,
    conditions: Mapping[str, Sequence[str]],
    sort: str,
    layout: str,
    columns: Sequence[str],
    team: Team | None,
    edited_by: str,
) -> None:
    name = one_line(storable(name), at_most=60)
    require(name, _("Give the view a name."), field="name")
    queue = Queue()
    require(not sort or sort in queue.sortable, _("The queue has no such order."), field="sort")
    require(layout in Layout.values, _("Choose how the view is drawn."), field="layout")
    unknown = set(columns) - {column.name for column in queue.columns}
    require(not unknown, _("The queue has no such column."), field="columns")
    require(layout != Layout.TABLE or columns, _("Choose at least one column."), field="columns")
    require(edited_by in ViewEditors.values, _("Say who may change it."), field="edited_by")
    if team and team.pk != view.team_id:
        _refuse_foreign(by, team)
    values: dict[str, Any] = {
        "name": name,
        "conditions": cleaned(ALL, conditions),
        "sort": sort,
        "layout": layout,
        "columns": list(dict.fromkeys(columns)),
        "team": team,
        "edited_by": edited_by if team else ViewEditors.OWNER,
        "version": view.version + 1 if view.pk else 1,
    }
    for field, value in values.items():
        setattr(view, field, value)
    view.save()


def _refuse_foreign(by: Actor, team: Team) -> None:
    require(team.is_active, _("That team no longer works here."), field="team")
    scope = by.reach(permissions.ARRANGE_VIEWS)
    is_theirs = scope.house or team.pk in scope.teams or Membership.objects.filter(team=team, person=by.person_id).exists()
    require(is_theirs, _("You can share a view with your own teams."), field="team")
