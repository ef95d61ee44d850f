"""What a rule says is done on the tickets it is for, in its name, and never in a person's way."""

import pytest

from vakdesk.access.actors import machine
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.notices.models import Notice
from vakdesk.people import actions as people
from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.records.kinds import Side
from vakdesk.rules import actions
from vakdesk.rules.chains import Chain
from vakdesk.rules.models import Rule, Run
from vakdesk.rules.running import ask_rules
from vakdesk.rules.tests.play import rules_are_asked, written
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.tests import play
from vakdesk.tickets.tests.play import fresh, last, verbs


def test_the_next_report_gets_its_team_and_its_tag_and_says_by_which_rule(ann, bo, desk, av):
    written(ann, conditions={"says": ["beamer"]}, to_team=av, tags=["Beamer"])
    ticket = play.report(bo, title="The Beamer in C2 hums")
    rules_are_asked()
    found = fresh(ticket)
    assert found.record.team == av
    assert [tag.name for tag in found.record.tags.all()] == ["Beamer"]
    entries = Entry.objects.filter(subject_id=ticket.pk, machine="rules").order_by("position")
    told = [f"{line.actor} {line.sentence}" for line in lines(entries)]
    assert told == [
        "The rule “Beamers to AV” tagged it Beamer",
        "The rule “Beamers to AV” sent it to AV",
        "The rule “Beamers to AV” did this by itself, after: A ticket is reported or registered",
    ]


def test_a_report_that_it_is_not_for_stays(ann, bo, desk, av):
    written(ann, conditions={"says": ["beamer"]}, to_team=av)
    ticket = play.report(bo, title="My chair squeaks")
    rules_are_asked()
    assert fresh(ticket).record.team == desk
    assert not Run.objects.exists()


def test_words_in_what_was_written_count_and_a_rule_that_is_off_does_nothing(ann, bo, desk, av):
    rule = written(ann, conditions={"says": ["beamer"]}, to_team=av, on=False)
    one = play.report(bo, title="Room C2", text="The beamer is dark.")
    rules_are_asked()
    assert fresh(one).record.team == desk
    actions.switch_on(rule, by=actor(ann))
    other = play.report(bo, title="Room C3", text="The beamer is dark.")
    rules_are_asked()
    assert fresh(other).record.team == av
    actions.switch_off(rule, by=actor(ann))
    third = play.report(bo, title="Room C4", text="The beamer is dark.")
    rules_are_asked()
    assert fresh(third).record.team == desk


def test_the_sender_s_domain_and_organisation_are_asked_for(ann, bo, cem, desk, av):
    written(ann, "By domain", conditions={"domain": ["@Vlierhof.example"]}, tags=["logistics"])
    written(ann, "By client", conditions={"organisation": [str(bo.organisation_id)]}, tags=["college"])
    his, hers = play.report(cem), play.report(bo)
    rules_are_asked()
    assert [[tag.name for tag in one.record.tags.all()] for one in (his, hers)] == [["logistics"], ["college"]]


def test_everything_a_rule_can_do(ann, bo, ada, dee, desk, av):
    category = tickets.add_category(by=INSTALLER, names={"en": "Rooms"})
    canned = tickets.add_canned(by=actor(ann), name="Cable first", texts={"en": "Hello {{ name }}, is the cable in?"}, shared=True)
    written(
        ann,
        "Everything",
        to_team=av,
        category=category,
        impact=2,
        urgency=3,
        tags=["room", "#C2"],
        watcher=ada,
        task="Look at the room",
        task_team=av,
        task_hours=4,
        canned=canned,
        ask_lead="May we buy a new one?",
    )
    ticket = play.report(bo)
    rules_are_asked()
    found = fresh(ticket)
    assert (found.category, found.impact, found.urgency, found.record.team) == (category, 2, 3, av)
    assert {tag.name for tag in found.record.tags.all()} == {"room", "C2"}
    assert found.record.watchers.filter(person=ada).exists()
    task = found.record.tasks.get()
    assert (str(task), task.team, (task.due_at - task.made_at).total_seconds() > 3 * 3600) == ("Look at the room", av, True)
    said = found.record.messages.filter(side=Side.PUBLIC).order_by("pk").last()
    assert (said.text, said.author, said.author_label) == ("Hello Bo, is the cable in?", None, "AV")
    assert found.escalated_at is not None
    assert (found.first_replied_at, found.needs_answer) == (None, True)
    assert Run.objects.get().outcome == "done"


def test_it_is_done_once_for_the_same_entry(ann, bo, desk, av):
    rule = written(ann, to_team=av)
    ticket = play.report(bo)
    rules_are_asked()
    entry = last(ticket, "ticket.reported")
    before = verbs(ticket)
    by = machine("rules", "The rule")
    assert actions.apply(rule, by=by, ticket=fresh(ticket), entry=entry, chain=Chain(entry.position)) is False
    assert verbs(ticket) == before
    with pytest.raises(NotAllowed):
        actions.apply(rule, by=actor(ann), ticket=fresh(ticket), entry=entry, chain=Chain(entry.position))


def test_rules_are_asked_in_their_order_and_each_sees_what_the_one_before_did(ann, bo, desk, av, systems):
    written(ann, "First", to_team=av)
    second = written(ann, "Second", conditions={"team": [str(av.pk)]}, tags=["second"])
    third = written(ann, "Third", conditions={"team": [str(desk.pk)]}, tags=["third"])
    ticket = play.report(bo)
    rules_are_asked()
    assert [tag.name for tag in ticket.record.tags.all()] == ["second"]
    assert Run.objects.filter(rule=second).exists() and not Run.objects.filter(rule=third).exists()


def test_a_rule_that_a_reply_of_the_requester_wakes_sleeps_on_the_desk_s(ann, ada, bo, desk):
    written(ann, "Heard", trigger="heard", tags=["heard"])
    written(ann, "Answered", trigger="answered", tags=["answered"])
    ticket = play.taken(bo, ada)
    tickets.reply(ticket, by=actor(bo), text="Still.")
    rules_are_asked()
    assert [tag.name for tag in ticket.record.tags.all()] == ["heard"]
    tickets.reply(ticket, by=actor(ada), text="I look at it.")
    rules_are_asked()
    assert {tag.name for tag in ticket.record.tags.all()} == {"heard", "answered"}


def test_a_rule_whose_team_is_gone_says_so_and_is_skipped(ann, bo, desk, av, as_ann):
    rule = written(ann, to_team=av, tags=["beamer"])
    people.edit_team(av, by=INSTALLER, name=av.name, line=av.line, is_active=False)
    ticket = play.report(bo)
    rules_are_asked()
    assert fresh(ticket).record.team == desk
    run = Run.objects.get()
    assert (run.outcome, run.refused) == ("broken", [["", "The team “AV” no longer works here. Choose another."]])
    page = as_ann.get(rule.get_absolute_url())
    assert "This rule is broken, so it is skipped" in page.content.decode()


def test_what_is_refused_is_said_and_the_rest_is_done(ann, ada, bo, cem, desk, av):
    written(ann, watcher=cem, tags=["beamer"])
    ticket = play.report(bo)
    rules_are_asked()
    run = Run.objects.get()
    assert (run.outcome, run.done, run.refused) == ("partly", ["tag"], [["watch", "The watcher may not read this ticket."]])
    assert not ticket.record.watchers.exists()


def test_a_ticket_somebody_works_on_stays_with_them(ann, ada, bo, desk, av):
    written(ann, trigger="heard", to_team=av)
    ticket = play.taken(bo, ada)
    tickets.reply(ticket, by=actor(bo), text="And?")
    rules_are_asked()
    assert fresh(ticket).assignee == ada
    assert not Run.objects.exists()


def test_a_first_answer_goes_out_once(ann, bo, desk):
    canned = tickets.add_canned(by=actor(ann), name="Cable first", texts={"en": "Is the cable in?"}, shared=True)
    written(ann, trigger="heard", canned=canned)
    ticket = play.report(bo)
    for text in ("And?", "Hello?"):
        tickets.reply(ticket, by=actor(bo), text=text)
        rules_are_asked()
    assert ticket.record.messages.filter(side=Side.PUBLIC, author=None).count() == 1


def test_two_rules_that_undo_each_other_are_stopped_and_the_administrators_told_once(ann, bo, desk, av, as_ann):
    away = written(ann, "Away", trigger="moved", conditions={"team": [str(desk.pk)]}, to_team=av)
    back = written(ann, "Back", trigger="moved", conditions={"team": [str(av.pk)]}, to_team=desk)
    start = written(ann, "Start", to_team=av)
    ticket = play.report(bo)
    rules_are_asked()
    stopped = last(ticket, "ticket.rule_stopped")
    assert stopped.sealed["trace"] == "“Start” → “Back” → “Away” → “Back”"
    run = Run.objects.get(outcome="stopped")
    assert (run.rule, run.path) == (back, [start.pk, back.pk, away.pk])
    assert "“Start” → “Back” → “Away”" in as_ann.get(back.get_absolute_url()).content.decode()
    assert Rule.objects.get(pk=back.pk).told_at is not None
    play.report(bo, title="Another")
    rules_are_asked()
    assert Run.objects.filter(outcome="stopped").count() == 2
    assert Notice.objects.filter(person=ann, channel="mail").count() == 1


def test_the_machine_of_rules_routes_and_nobody_else(ada, bo, desk, av):
    ticket = play.report(bo)
    with pytest.raises(NotAllowed):
        tickets.route(ticket, by=actor(ada), team=av)


def test_a_rule_never_reads_more_than_it_needs(ann, bo, desk, av, django_assert_max_num_queries):
    for number in range(60):
        written(ann, f"Rule {number}", conditions={"says": [f"word {number}"], "kind": ["access"]}, tags=["x"])
    ticket = play.report(bo)
    entry = last(ticket, "ticket.reported")
    ask_rules(entry)
    with django_assert_max_num_queries(4):
        ask_rules(entry)


def test_a_rule_that_toggles_itself_is_stopped(ann, bo, desk, av):
    tickets.add_category(by=INSTALLER, names={"en": "Rooms"})
    one = written(ann, "To AV", trigger="moved", conditions={"not_team": [str(av.pk)]}, to_team=av)
    other = written(ann, "To the desk", trigger="moved", conditions={"not_team": [str(desk.pk)]}, to_team=desk)
    written(ann, "Start", to_team=av)
    ticket = play.report(bo)
    rules_are_asked()
    assert Run.objects.filter(outcome="stopped", rule__in=[one, other]).count() == 1
    assert verbs(ticket).count("ticket.routed") <= 5
