"""The pages of rules: who reads them, writing one, the order, and what it would have done."""

from django.apps import apps
from django.core import serializers

from vakdesk.people.tests.cast import actor
from vakdesk.rules import actions
from vakdesk.rules.models import Rule
from vakdesk.rules.tests.play import rules_are_asked, written
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.tests import play


def said(answer):
    return answer.content.decode()


def test_an_administrator_writes_a_rule_and_sees_what_it_would_have_done(as_ann, ann, bo, desk, av):
    play.report(bo, title="The beamer hums")
    form = {
        "name": "Beamers to AV",
        "trigger": "reported",
        "says": "beamer, projector",
        "to_team": av.pk,
        "tags": "beamer, C2",
        "priority": ["4"],
    }
    answer = as_ann.post("/rules/new/", form)
    made = Rule.objects.get()
    assert answer["Location"] == f"/rules/dry-run/?rule={made.pk}&last=200"
    assert (made.is_on, made.asked, made.tags) == (False, {"says": ["beamer", "projector"], "priority": ["4"]}, ["beamer", "C2"])
    as_ann.post(f"/rules/{made.pk}/edit/", {**form, "priority": []})
    page = said(as_ann.get(answer["Location"]))
    assert "1 ticket would have changed" in page
    assert "<b>AV</b>" in page and "Service desk" in page
    as_ann.post(f"/rules/{made.pk}/switch-on/")
    assert Rule.objects.get().is_on


def test_leads_read_and_agents_do_not(as_dee, as_ada, ann, av):
    rule = written(ann, to_team=av)
    assert "Beamers to AV" in said(as_dee.get("/rules/"))
    assert as_dee.get(f"/rules/{rule.pk}/").status_code == 200
    assert as_dee.get(f"/rules/{rule.pk}/edit/").status_code == 403
    assert as_dee.post(f"/rules/{rule.pk}/switch-off/").status_code == 403
    assert as_ada.get("/rules/").status_code == 403
    assert as_ada.get(f"/rules/{rule.pk}/").status_code == 404


def test_what_is_refused_is_said_at_its_field(as_ann, av):
    for form, sentence in (
        ({"name": "Nothing", "trigger": "reported"}, "Say what it does"),
        ({"name": "Mine", "trigger": "reported", "team": ["mine"], "tags": "x"}, "A rule is nobody"),
        ({"name": "High", "trigger": "reported", "impact": 1, "urgency": 1}, "needs facts that only a person can give"),
        ({"name": "When", "trigger": "reported", "task_hours": 4, "tags": "x"}, "Say what is to be done."),
    ):
        answer = as_ann.post("/rules/new/", form)
        assert answer.status_code == 409
        assert sentence in said(answer)
    assert not Rule.objects.exists()


def test_a_rule_is_moved_by_its_buttons(as_ann, ann, av):
    one, other = written(ann, "One", tags=["one"]), written(ann, "Other", tags=["other"])
    assert as_ann.post(f"/rules/{other.pk}/move/", {"up": "1"})["Location"] == f"/rules/#rule-{other.pk}"
    assert list(Rule.objects.all()) == [other, one]
    as_ann.post(f"/rules/{other.pk}/move/", {"down": "1"})
    assert list(Rule.objects.all()) == [one, other]
    assert as_ann.post(f"/rules/{one.pk}/move/", {"up": "1"}).status_code == 409


def test_a_removed_rule_is_gone_from_the_list_and_still_named_on_the_ticket(as_ann, as_ada, ann, bo, ada, desk, av):
    rule = written(ann, to_team=av)
    ticket = play.report(bo)
    rules_are_asked()
    as_ann.post(f"/rules/{rule.pk}/remove/")
    assert as_ann.get(f"/rules/{rule.pk}/").status_code == 404
    assert "No rules yet" in said(as_ann.get("/rules/"))
    assert "The rule “Beamers to AV”" in said(as_ada.get(ticket.get_absolute_url()))


def everything():
    """Every row of every table of ours."""
    return {
        model._meta.label: serializers.serialize("json", model._base_manager.order_by("pk"))
        for model in apps.get_models()
        if model.__module__.startswith("vakdesk.")
    }


def test_a_dry_run_writes_nothing_at_all(ann, ada, bo, dee, desk, av, as_ann):
    canned = tickets.add_canned(by=actor(ann), name="Cable", texts={"en": "Is the cable in?"}, shared=True)
    written(
        ann,
        "Beamers",
        conditions={"says": ["beamer"]},
        to_team=av,
        tags=["x"],
        watcher=ada,
        task="Go there",
        canned=canned,
        ask_lead="Buy?",
    )
    written(ann, "Replies", trigger="heard", tags=["heard"])
    written(ann, "Answers", trigger="answered", tags=["answered"])
    rule = written(ann, "Off", tags=["off"], on=False)
    ticket = play.taken(bo, ada, title="A beamer")
    tickets.reply(ticket, by=actor(bo), text="And?")
    as_ann.get("/rules/")
    before = everything()
    page = said(as_ann.get("/rules/dry-run/?last=2000"))
    assert "1 ticket would have changed" in page
    for word in ("Go there", "Cable", "Buy?", "#heard", "Ada Kask"):
        assert word in page
    assert "#answered" not in page.replace("Answers", "")
    as_ann.get(f"/rules/dry-run/?last=10&rule={rule.pk}")
    assert everything() == before


def test_a_dry_run_ends_when_its_time_is_over(ann, bo, desk, av, actor):
    from vakdesk.rules.trying import dry_run

    written(ann, to_team=av)
    play.report(bo)
    found = dry_run(Rule.objects.on(), actor(ann), last=10, seconds=-1)
    assert (found.asked, found.looked_at, found.is_cut_short) == (1, 0, True)


def test_more_than_two_thousand_are_not_looked_at(as_ann):
    assert as_ann.get("/rules/dry-run/?last=2001").status_code == 422


def test_actions_refuse_what_cannot_be(ann, bo, av):
    from refusing import refused

    rule = written(ann, to_team=av)
    with refused("", "on already"):
        actions.switch_on(rule, by=actor(ann))
    actions.switch_off(rule, by=actor(ann))
    with refused("", "off already"):
        actions.switch_off(rule, by=actor(ann))
    actions.remove(rule, by=actor(ann))
    with refused("", "removed"):
        actions.edit(rule, by=actor(ann), name="x", trigger="reported", to_team=av)
