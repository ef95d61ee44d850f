import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.tasks import actions
from vakdesk.tasks.models import Estimate
from vakdesk.tasks.tests.play import last, refused, verbs


def test_work_is_estimated_and_estimated_again(record, by_ada):
    actions.estimate(record, by=by_ada, minutes=60)
    actions.estimate(record, by=by_ada, minutes=120)
    actions.estimate(record, by=by_ada, minutes=120)
    assert Estimate.objects.get().minutes == 120
    assert verbs(record).count("time.estimated") == 2
    assert last(record, "time.estimated").facts == {"seconds": 7200}


def test_nothing_is_no_estimate_and_requesters_make_none(record, by_ada, by_bo):
    with refused("minutes"):
        actions.estimate(record, by=by_ada, minutes=0)
    with pytest.raises(NotAllowed):
        actions.estimate(record, by=by_bo, minutes=10)
