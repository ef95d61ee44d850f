"""What can be done about people, teams, organisations, roles and accounts: one function per verb, one file per family."""

from vakdesk.people.actions.accounts import give_account, provision
from vakdesk.people.actions.addresses import (
    add_address,
    address_in,
    choose_address,
    clear_bouncing,
    is_bouncing,
    is_mail_address,
    mark_bouncing,
    proof_for,
    prove_address,
    remove_address,
)
from vakdesk.people.actions.first import create_administrator, first_code, needs_administrator, welcome_administrator
from vakdesk.people.actions.organisations import add_group, add_organisation, change_group, edit_organisation
from vakdesk.people.actions.persons import EDITABLE, OWN, edit, edit_self, record_leaving, record_return, register
from vakdesk.people.actions.roles import end_role, grant_role
from vakdesk.people.actions.signins import (
    record_address_change,
    record_factor_change,
    record_failed_sign_in,
    record_link,
    record_password_change,
    record_sign_in,
    record_sign_out,
)
from vakdesk.people.actions.teams import add_team, edit_team, join_team, leave_team

__all__ = [
    "EDITABLE",
    "OWN",
    "add_address",
    "add_group",
    "add_organisation",
    "add_team",
    "address_in",
    "change_group",
    "choose_address",
    "clear_bouncing",
    "create_administrator",
    "edit",
    "edit_organisation",
    "edit_self",
    "edit_team",
    "end_role",
    "first_code",
    "give_account",
    "grant_role",
    "is_bouncing",
    "is_mail_address",
    "join_team",
    "leave_team",
    "mark_bouncing",
    "needs_administrator",
    "proof_for",
    "prove_address",
    "provision",
    "record_address_change",
    "record_factor_change",
    "record_failed_sign_in",
    "record_leaving",
    "record_link",
    "record_password_change",
    "record_return",
    "record_sign_in",
    "record_sign_out",
    "register",
    "remove_address",
    "welcome_administrator",
]
