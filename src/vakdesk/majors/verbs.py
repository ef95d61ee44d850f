"""Everything that can happen to a major incident; each is recorded on its ticket."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PERSON, PLAIN, Verb

DECLARED = Verb("major.declared", _("declared it a major incident"), seals=("why",), icon="siren")
TOLD_NEWS = Verb(
    "major.told", _("wrote news {news} for everybody affected"), carries={"news": PLAIN, "next_at": PLAIN, "last": PLAIN}, icon="megaphone"
)
PASSED_ON = Verb("major.passed_on", _("passed on news {news} of {parent}"), carries={"news": PLAIN, "parent": PLAIN}, icon="megaphone")
STOOD_DOWN = Verb("major.stood_down", _("stood the major incident down"), seals=("why",), icon="siren")
ENDED = Verb("major.ended", _("ended the major incident: it is solved"), icon="circle-check")
NEWS_DUE = Verb("major.news_due", _("warned that the next news is due"), carries={"due_at": PLAIN}, icon="alarm-clock")
DUTY_GIVEN = Verb("major.duty_given", _("gave {person} a part in it"), carries={"person": PERSON}, seals=("what",), icon="user-check")
DUTY_ENDED = Verb("major.duty_ended", _("ended the part of {person} in it"), carries={"person": PERSON}, icon="user-minus")
PROPOSED = Verb("major.proposed", _("proposed it to {parent}"), carries={"parent": PLAIN}, icon="link")
DECLINED = Verb("major.declined", _("said that it is not about {parent}"), carries={"parent": PLAIN}, icon="x")
JOINED_THEMSELVES = Verb("major.me_too", _("said at the portal that they are affected by {parent}"), carries={"parent": PLAIN}, icon="hand")
