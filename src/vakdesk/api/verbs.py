"""What can happen to a token."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PERSON, PLAIN, Verb

MADE = Verb(
    "token.made",
    _("made an API token for {person}, until {until}: {scopes}"),
    carries={"person": PERSON, "until": PLAIN, "scopes": PLAIN},
    seals=("name",),
    icon="key-round",
)
REVOKED = Verb("token.revoked", _("revoked an API token of {person}"), carries={"person": PERSON}, seals=("name",), icon="shield-off")
