"""The company is instructed once, in every state a register can show."""

from datetime import datetime

import pytest

from vakdesk.demo import instructing
from vakdesk.instructions.models import Giving, Instruction, Session
from vakdesk.logbook.verify import verify
from vakdesk.services.models import Service
from vakdesk.status.models import Maintenance

pytestmark = pytest.mark.house


def test_six_instructions_are_given_to_people_in_different_states_once(company: datetime) -> None:
    instructing.teach()
    instructing.plan_maintenance()
    assert Instruction.objects.count() == 6 and Session.objects.count() == 1
    assert set(Instruction.objects.values_list("record__language", flat=True)) == {"nl", "en"}
    assert set(Giving.objects.values_list("progress", flat=True)) == {"given", "read", "instructed"}
    assert {None, True, False} == set(Giving.objects.values_list("worked", flat=True))
    assert all(one.media.count() == len(one.content.steps) or one.stage == "review" for one in Instruction.objects.all())
    assert Maintenance.objects.count() == 1 or not Service.objects.exists()
    before = Giving.objects.count()
    instructing.teach()
    instructing.plan_maintenance()
    assert (Giving.objects.count(), Maintenance.objects.count()) == (before, 1)
    assert verify().ok
