"""Who works for one client has no say over another's tickets, whatever they would do."""

import pytest

from vakdesk.access.roles import Role
from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor, make_person
from vakdesk.tickets import actions
from vakdesk.tickets.tests.play import SOLUTION, fresh, verbs


def test_nothing_is_done_to_the_tickets_of_another_client(vlierhof, desk, systems, ada, bo, printing, taken, resolved):
    by = actor(make_person("Lot Vries", role=Role.LEAD, scope=vlierhof))
    message = actions.reply(taken, by=actor(ada), text="We look at it.")
    before = verbs(taken), verbs(resolved), fresh(taken).as_described(), fresh(resolved).as_described()
    for attempt in (
        lambda: actions.take(taken, by=by),
        lambda: actions.assign(taken, by=by, assignee=bo),
        lambda: actions.edit(taken, by=by, title="Mine", kind="incident", requester=bo),
        lambda: actions.classify(taken, by=by, category=printing, impact=3, urgency=3),
        lambda: actions.hold(taken, by=by, waiting_for="supplier", reason="A part"),
        lambda: actions.resume(taken, by=by),
        lambda: actions.hand_over(taken, by=by, team=systems, found="Yours", tried="A restart", expected="Look"),
        lambda: actions.hand_back(taken, by=by, team=desk, tried="All", needed="More"),
        lambda: actions.reply(taken, by=by, text="Hello"),
        lambda: actions.correct(taken, by=by, message=message, text="Bye"),
        lambda: actions.ask(taken, by=by, text="Which room?"),
        lambda: actions.note(taken, by=by, text="Hm"),
        lambda: actions.inform(taken, by=by, text="We have it"),
        lambda: actions.resolve(taken, by=by, **SOLUTION),
        lambda: actions.withdraw(taken, by=by),
        lambda: actions.verify(resolved, by=by, verification="seen"),
        lambda: actions.feed_back(resolved, by=by, text="Done"),
        lambda: actions.close(resolved, by=by, closure="not_confirmed"),
        lambda: actions.confirm(resolved, by=by),
        lambda: actions.dispute(resolved, by=by),
        lambda: actions.reopen(resolved, by=by, text="Again"),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert (verbs(taken), verbs(resolved), fresh(taken).as_described(), fresh(resolved).as_described()) == before
