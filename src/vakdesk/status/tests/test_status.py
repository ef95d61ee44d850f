"""What everybody may know of the services, and the maintenance the desk plans."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.majors import actions as majors
from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.services.actions import add_service
from vakdesk.status import actions
from vakdesk.status.models import Maintenance
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import Category
from vakdesk.tickets.tests import play

HOUR = timedelta(hours=1)


def refused(action, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refusal:
        action(*args, **kwargs)
    return str(refusal.value.sentence)


@pytest.fixture
def mail(db):
    return add_service(by=INSTALLER, names={"en": "Mail", "nl": "E-mail"})


@pytest.fixture
def by_ada(ada):
    return actor(ada)


def words(mail, *, since=HOUR, hours=2, **more):
    at = clock.now() + since
    return {
        "names": {"en": "New mail server"},
        "texts": {"en": "No mail for a while."},
        "services": [mail],
        "starts_at": at,
        "ends_at": at + hours * HOUR,
    } | more


def test_it_is_announced_before_shown_while_it_goes_on_and_gone_afterwards(mail, by_ada, as_bo):
    planned = actions.plan(by=by_ada, **words(mail))
    page = as_bo.get(reverse("status:status")).content.decode()
    assert "Everything works" in page and "New mail server" in page
    assert "SUMMARY:New mail server" in as_bo.get(reverse("status:calendar_file")).content.decode()
    with clock.travel(planned.starts_at + timedelta(minutes=1)):
        page = as_bo.get(reverse("status:status")).content.decode()
        assert "Not everything works" in page and 'data-state="maintenance"' in page
    with clock.travel(planned.ends_at):
        assert "New mail server" not in as_bo.get(reverse("status:status")).content.decode()
    actions.cancel(planned, by=by_ada, why="The part is late")
    assert "New mail server" not in as_bo.get(reverse("status:status")).content.decode()
    assert refused(actions.change, planned, by=by_ada, **words(mail)) == "This is cancelled already."


def test_what_cannot_be_is_refused_and_who_may_not_plan_is_told(mail, by_ada, as_ada, as_tia, as_bo):
    assert refused(actions.plan, by=by_ada, **words(mail, hours=-1)) == "It ends before it begins."
    assert refused(actions.plan, by=by_ada, **words(mail, since=-5 * HOUR)) == "That moment has passed."
    assert "month" in refused(actions.plan, by=by_ada, **words(mail, hours=24 * 40))
    assert "service" in refused(actions.plan, by=by_ada, **words(mail, services=[]))
    assert "English" in refused(actions.plan, by=by_ada, **words(mail, names={"nl": "Mail"}))
    assert as_tia.get(reverse("status:plan")).status_code == 403 and as_bo.get(reverse("status:maintenance")).status_code == 403
    given = {
        "name_en": "Wi-Fi",
        "services": [mail.pk],
        "starts_at": "2031-01-01T20:00",
        "ends_at": "2031-01-01T22:00",
        "text_nl": "Geen wifi",
    }
    assert as_ada.post(reverse("status:plan"), given).status_code == 303
    made = Maintenance.objects.get()
    assert made.texts == {"nl": "Geen wifi"} and "Wi-Fi" in as_ada.get(reverse("status:maintenance")).content.decode()
    assert as_ada.post(reverse("status:change", args=[made.pk]), given | {"name_en": "New Wi-Fi"}).status_code == 303
    assert str(Maintenance.objects.get()) == "New Wi-Fi"


def test_a_major_incident_disturbs_its_service_for_those_who_may_know(mail, bo, ada, dee, as_bo, as_cem, settings):
    report = play.report(bo)
    category = Category.objects.create(code="mailing", names={"en": "Mail"}, service=mail)
    tickets.classify(
        report, by=actor(ada), category=category, impact=1, urgency=1, affected="All", systems="Mail", criticality="x", workaround="x"
    )
    majors.declare(report, by=actor(dee), headlines={"en": "No mail"}, texts={"en": "We are on it."}, why="All of it")
    assert 'data-state="disturbed"' in as_bo.get(reverse("status:status")).content.decode()
    assert "Everything works" in as_cem.get(reverse("status:status")).content.decode(), "another client's outage is not theirs to know"
    nobody = Client()
    assert nobody.get(reverse("status:status")).status_code == 302 and nobody.get(reverse("status:calendar_file")).status_code == 302
    settings.STATUS_IS_OPEN = True
    page = nobody.get(reverse("status:status"))
    assert page.status_code == 200 and "No mail" not in page.content.decode() and "Mail" in page.content.decode()
