"""From a first draft to an edition that never changes; what is refused on the way."""

import pytest
from django.urls import reverse

from vakdesk.instructions import actions
from vakdesk.instructions.kinds import Stage
from vakdesk.instructions.models import Instruction
from vakdesk.instructions.tests.play import MP4, PNG, WORDS, picture, published, write
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.models import Entry
from vakdesk.people.tests.cast import actor
from vakdesk.records.store import stage


def refused(action, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refusal:
        action(*args, **kwargs)
    return str(refusal.value.sentence)


def test_a_draft_is_reviewed_by_somebody_else_and_becomes_an_edition(by_ada, by_dee, by_bo):
    made = write(by_ada)
    assert made.reference.startswith("INS-") and made.stage == Stage.DRAFT
    assert "review first" in refused(actions.publish, made, by=by_dee)
    actions.submit(made, by=by_ada)
    assert "You wrote this" in refused(actions.publish, made, by=by_ada)
    with pytest.raises(NotAllowed):
        actions.publish(made, by=by_bo)
    actions.send_back(made, by=by_dee, why="Say which sign")
    assert made.stage == Stage.DRAFT
    actions.submit(made, by=by_ada)
    first = actions.publish(made, by=by_dee)
    actions.edit(made, by=by_ada, **{**WORDS, "goal": "Something else"})
    made.refresh_from_db()
    assert (made.stage, made.current, first.content.goal) == (Stage.DRAFT, first, "Your laptop is on the Wi-Fi.")
    verbs = list(Entry.objects.about(made).values_list("verb", flat=True))
    assert verbs.count("instruction.edited") == 3 and verbs[-2] == "instruction.published"


def test_whoever_changes_what_is_in_review_takes_it_out(by_ada, by_dee):
    made = write(by_ada)
    actions.submit(made, by=by_ada)
    actions.move_step(made, by=by_ada, key="s2", up=True)
    assert [step.key for step in made.content.steps] == ["s2", "s1"]
    assert "review first" in refused(actions.publish, made, by=by_dee)
    assert "at the top" in refused(actions.move_step, made, by=by_ada, key="s2", up=True)
    actions.remove_step(made, by=by_ada, key="s2")
    assert "not there any more" in refused(actions.remove_step, made, by=by_ada, key="s2")
    step = actions.add_step(made, by=by_ada, text="Type your password.")
    assert step.key == "s3", "keys are never used again"


def test_a_picture_has_words_and_a_video_has_captions(by_ada):
    made = write(by_ada)
    film, words = stage("film.mp4", [MP4]), stage("film.vtt", [b"WEBVTT\n\n00:00.000 --> 00:02.000\nClick"])
    assert "cannot see it" in refused(actions.add_step, made, by=by_ada, text="Look", picture=picture())
    assert "no picture" in refused(actions.add_step, made, by=by_ada, text="Look", alt="x", picture=stage("x.svg", [b"<svg/>"]))
    assert "cannot hear" in refused(actions.add_step, made, by=by_ada, text="Look", video=film)
    assert "no video" in refused(actions.add_step, made, by=by_ada, text="Look", video=picture(), captions=words)
    assert "WebVTT" in refused(actions.add_step, made, by=by_ada, text="Look", video=film, captions=picture("x.vtt"))
    assert "what is to be done" in refused(actions.add_step, made, by=by_ada, text=" \n")
    assert len(made.content.steps) == 2 and made.media.count() == 1
    actions.add_step(made, by=by_ada, text="Look", video=film, captions=words)
    actions.edit_step(made, by=by_ada, key="s1", text="Click it", without_picture=True)
    assert made.content.steps[0].picture is None and made.content.steps[2].captions


def test_what_is_missing_is_named_before_anybody_reviews_it(by_ada):
    bare = actions.add(by=by_ada, title="Bare", language="nl")
    assert "the goal" in refused(actions.submit, bare, by=by_ada)
    actions.edit(bare, by=by_ada, title="Bare", language="nl", goal="It prints.")
    assert "step" in refused(actions.submit, bare, by=by_ada)
    assert "language" in refused(actions.add, by=by_ada, title="x", language="xx")
    assert "Risks" in refused(actions.add, by=by_ada, title="x", language="nl", risks=["dragons"]).title()
    assert "two different" in refused(actions.add_question, bare, by=by_ada, words="Why?", choices=["a", "a"], right=0, why="b")


def test_its_pages_let_one_write_it_and_say_how_easy_it_reads(as_ada, as_bo, ada, bo):
    answer = as_ada.post(
        reverse("instructions:add"), {**WORDS, "needs": "Your password\nA laptop", "experience": "some", "measures": ""}, follow=True
    )
    made = Instruction.objects.get()
    assert made.content.needs == ("Your password", "A laptop") and "Never tell anybody your password" in answer.content.decode()
    as_ada.post(
        reverse("instructions:add_step", args=[made.reference]),
        {"text": "Click <b>it</b>", "alt": "A sign", "picture": file("sign.png", PNG), "more": "1"},
    )
    page = as_ada.get(made.get_absolute_url()).content.decode()
    assert "Click &lt;b&gt;it&lt;/b&gt;" in page and "Flesch Reading Ease" in page
    spoken = {"text": "Configuration necessitates authentication.", "language": "en", "level": "A2"}
    assert "Too difficult" in as_ada.post(reverse("instructions:measured"), spoken).content.decode()
    medium = made.media.get()
    sent = as_ada.get(reverse("instructions:medium", args=[medium.pk]))
    assert sent["Content-Type"] == "image/png" and b"".join(sent) == PNG
    for address in (
        made.get_absolute_url(),
        reverse("instructions:medium", args=[medium.pk]),
        reverse("instructions:read", args=[made.reference]),
    ):
        assert as_bo.get(address).status_code == 404, "a draft is not there for whoever only reads"
    assert as_bo.post(reverse("instructions:measured"), spoken).status_code == 403


def test_who_finds_what_is_published(by_ada, by_dee, lindewaard, vlierhof, bo, cem, as_bo, as_cem):
    hidden = published(by_ada, by_dee)
    everybodys = published(by_ada, by_dee, title="For all", is_open=True)
    theirs = published(by_ada, by_dee, title="For Lindewaard", is_open=True, organisation=lindewaard)

    def seen(person):
        return set(Instruction.objects.visible_to(actor(person)))

    assert seen(bo) == {everybodys, theirs} and seen(cem) == {everybodys}
    assert hidden in seen_by_staff(by_ada)
    assert as_cem.get(reverse("instructions:read", args=[theirs.reference])).status_code == 404
    assert as_bo.get(reverse("instructions:read", args=[theirs.reference])).status_code == 200
    paper = as_bo.get(reverse("instructions:pdf", args=[theirs.reference]))
    assert paper.content.startswith(b"%PDF") and paper["Content-Type"] == "application/pdf"
    actions.withdraw(everybodys, by=by_dee)
    assert seen(cem) == set()


def seen_by_staff(by):
    return set(Instruction.objects.visible_to(by))


def file(name, content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content)
