"""What can be done in the access register: one file per family of verbs."""

from vakdesk.grants.actions.accounts import ask_account_work
from vakdesk.grants.actions.arranging import add_application, add_right, edit_application, edit_right
from vakdesk.grants.actions.granting import change_wish, record_grant, wish
from vakdesk.grants.actions.leaving import mark_leaving, take_everything_away
from vakdesk.grants.actions.removing import expire, revoke, warn
from vakdesk.grants.actions.reviewing import begin_campaign, close_campaign, decide_items

__all__ = [
    "add_application",
    "add_right",
    "ask_account_work",
    "begin_campaign",
    "change_wish",
    "close_campaign",
    "decide_items",
    "edit_application",
    "edit_right",
    "expire",
    "mark_leaving",
    "record_grant",
    "revoke",
    "take_everything_away",
    "warn",
    "wish",
]
