"""What can happen to people, their roles and their accounts."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PERSON, PLAIN, Audience, Retention, Verb
from vakdesk.people.kinds import FACTOR, FACTOR_CHANGE, FIELDS, PASSWORD_CHANGE, ROLE, SCOPE, SIGN_IN

REGISTERED = Verb("person.registered", _("registered this person"), icon="user-plus", retention=Retention.PERSON)
EDITED = Verb("person.edited", _("changed {fields}"), carries={"fields": FIELDS}, icon="pencil", retention=Retention.PERSON)
LEFT = Verb("person.left", _("recorded that this person left on {on}"), carries={"on": PLAIN}, icon="user-minus")
RETURNED = Verb("person.returned", _("recorded that this person is back"), icon="user-check")

ADDRESS_ADDED = Verb(
    "person.address_added", _("added a mail address"), carries={"digest": PLAIN}, icon="at-sign", retention=Retention.PERSON
)
ADDRESS_VERIFIED = Verb(
    "person.address_verified", _("proved a mail address"), carries={"digest": PLAIN}, icon="mail-check", retention=Retention.PERSON
)
ADDRESS_CHOSEN = Verb(
    "person.address_chosen", _("chose the main mail address"), carries={"digest": PLAIN}, icon="at-sign", retention=Retention.PERSON
)
ADDRESS_REMOVED = Verb(
    "person.address_removed", _("removed a mail address"), carries={"digest": PLAIN}, icon="at-sign", retention=Retention.PERSON
)
ADDRESS_BOUNCED = Verb(
    "person.address_bounced",
    _("marked a mail address: mail to it comes back ({status})"),
    carries={"digest": PLAIN, "status": PLAIN},
    icon="mail-x",
    retention=Retention.PERSON,
)
ADDRESS_CLEARED = Verb(
    "person.address_cleared",
    _("cleared a mail address: mail goes there again"),
    carries={"digest": PLAIN},
    icon="mail-check",
    retention=Retention.PERSON,
)

ROLE_GRANTED = Verb(
    "person.role_granted",
    _("gave the role {role} for {scope}"),
    carries={"role": ROLE, "scope": SCOPE, "scope_id": PLAIN, "until": PLAIN},
    icon="key-round",
)
ROLE_ENDED = Verb("person.role_ended", _("ended the role {role}"), carries={"role": ROLE, "grant": PLAIN}, icon="key-round")

ACCOUNT_GIVEN = Verb("person.account_given", _("gave this person an account"), icon="log-in")
ACCOUNT_LINKED = Verb("person.account_linked", _("linked single sign-on"), carries={"provider": PLAIN}, icon="link")
ACCOUNT_UNLINKED = Verb("person.account_unlinked", _("unlinked single sign-on"), carries={"provider": PLAIN}, icon="unlink")
SIGNED_IN = Verb(
    "person.signed_in", _("signed in with {method}"), carries={"method": SIGN_IN}, audience=Audience.NEED_TO_KNOW, icon="log-in"
)
SIGNED_OUT = Verb("person.signed_out", _("signed out"), audience=Audience.NEED_TO_KNOW, icon="log-out")
SIGN_IN_FAILED = Verb("person.sign_in_failed", _("saw a sign-in fail"), audience=Audience.NEED_TO_KNOW, icon="shield-alert")
PASSWORD_CHANGED = Verb(
    "person.password_changed", _("{how} the password"), carries={"how": PASSWORD_CHANGE}, audience=Audience.NEED_TO_KNOW, icon="lock"
)
AUTHENTICATOR_CHANGED = Verb(
    "person.authenticator_changed",
    _("{change}: {kind}"),
    carries={"change": FACTOR_CHANGE, "kind": FACTOR},
    audience=Audience.NEED_TO_KNOW,
    icon="fingerprint-pattern",
)

ORGANISATION_ADDED = Verb("organisation.added", _("added the organisation"), icon="building-2")
ORGANISATION_EDITED = Verb("organisation.edited", _("changed {fields}"), carries={"fields": FIELDS}, icon="pencil")
TEAM_ADDED = Verb("team.added", _("added the team"), icon="users")
TEAM_EDITED = Verb("team.edited", _("changed {fields}"), carries={"fields": FIELDS}, icon="pencil")
TEAM_JOINED = Verb("team.joined", _("put {person} in the team"), carries={"person": PERSON}, icon="user-plus")
TEAM_LEFT = Verb("team.left", _("took {person} out of the team"), carries={"person": PERSON}, icon="user-minus")
GROUP_ADDED = Verb("group.added", _("added the group"), icon="users")
GROUP_CHANGED = Verb(
    "group.changed", _("changed who is in the group: {joined} in, {left} out"), carries={"joined": PLAIN, "left": PLAIN}, icon="users"
)
PEOPLE_IMPORTED = Verb(
    "import.people_imported",
    _("imported people: {added} new, {changed} changed, {left} left, {refused} lines refused"),
    carries={"added": PLAIN, "changed": PLAIN, "left": PLAIN, "refused": PLAIN, "digest": PLAIN},
    icon="upload",
)
