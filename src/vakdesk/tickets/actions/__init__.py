"""One function per verb. Each checks, changes and records in one act; every door calls these and nothing else."""

from vakdesk.tickets.actions.arranging import (
    add_call_template,
    add_category,
    add_identity_way,
    edit_call_template,
    edit_category,
    edit_identity_way,
)
from vakdesk.tickets.actions.asking import ask, correct, inform, note, reply
from vakdesk.tickets.actions.bulk import begin, may_undo, put_back, undo
from vakdesk.tickets.actions.canning import add_canned, edit_canned
from vakdesk.tickets.actions.caring import set_care
from vakdesk.tickets.actions.ending import close, confirm, decline, dispute, remind, reopen, withdraw
from vakdesk.tickets.actions.escalating import escalate, settle
from vakdesk.tickets.actions.family import follow, join, leave
from vakdesk.tickets.actions.identifying import check_identity
from vakdesk.tickets.actions.judging import judge_override
from vakdesk.tickets.actions.knowing import make_article
from vakdesk.tickets.actions.matrix import edit_matrix
from vakdesk.tickets.actions.merging import merge, unmerge
from vakdesk.tickets.actions.registering import quick_call, register, report
from vakdesk.tickets.actions.releasing import lapse, release, send_back, take_back
from vakdesk.tickets.actions.sending import send_soon, undo_send
from vakdesk.tickets.actions.solving import feed_back, resolve, verify
from vakdesk.tickets.actions.splitting import split
from vakdesk.tickets.actions.viewing import add_view, arrange_tabs, delete_view, edit_view
from vakdesk.tickets.actions.working import assign, classify, edit, hand_back, hand_over, hold, resume, route, take

__all__ = [
    "add_call_template",
    "add_canned",
    "add_category",
    "add_identity_way",
    "add_view",
    "arrange_tabs",
    "ask",
    "assign",
    "begin",
    "check_identity",
    "classify",
    "close",
    "confirm",
    "correct",
    "decline",
    "delete_view",
    "dispute",
    "edit",
    "edit_call_template",
    "edit_canned",
    "edit_category",
    "edit_identity_way",
    "edit_matrix",
    "edit_view",
    "escalate",
    "feed_back",
    "follow",
    "hand_back",
    "hand_over",
    "hold",
    "inform",
    "join",
    "judge_override",
    "lapse",
    "leave",
    "make_article",
    "may_undo",
    "merge",
    "note",
    "put_back",
    "quick_call",
    "register",
    "release",
    "remind",
    "reopen",
    "reply",
    "report",
    "resolve",
    "resume",
    "route",
    "send_back",
    "send_soon",
    "set_care",
    "settle",
    "split",
    "take",
    "take_back",
    "undo",
    "undo_send",
    "unmerge",
    "verify",
    "withdraw",
]
