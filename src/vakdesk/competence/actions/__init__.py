"""One function per verb. Each checks, changes and records in one act; every door calls these and nothing else."""

from vakdesk.competence.actions.copying import prepare_copy, refuse_copy, release_copy, take_copy
from vakdesk.competence.actions.developing import finish_step, plan, rate, review
from vakdesk.competence.actions.passports import open_passport, set_hints
from vakdesk.competence.actions.purposes import switch_off, switch_on
from vakdesk.competence.actions.seeing import accept, ask_witness, observe, testify
from vakdesk.competence.actions.submitting import bring, submit, withdraw

__all__ = [
    "accept",
    "ask_witness",
    "bring",
    "finish_step",
    "observe",
    "open_passport",
    "plan",
    "prepare_copy",
    "rate",
    "refuse_copy",
    "release_copy",
    "review",
    "set_hints",
    "submit",
    "switch_off",
    "switch_on",
    "take_copy",
    "testify",
    "withdraw",
]
