"""Scripts are arranged as drafts. Publishing makes an edition of the draft, which never changes; withdrawing asks nothing any more."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.translated import cleaned_names
from vakdesk.logbook.act import Act, act
from vakdesk.scripts import permissions, verbs
from vakdesk.scripts.kinds import AnswerKind
from vakdesk.scripts.models import Edition, Script
from vakdesk.scripts.questions import Question, keyed, moved, read, without
from vakdesk.tickets.kinds import TicketKind
from vakdesk.tickets.models import Category


def add_script(*, by: Actor, names: dict[str, str], kind: str = "", category: Category | None = None) -> Script:
    """There is a script without questions. Refuses one without an English name."""
    with act(by, may=permissions.ARRANGE) as log:
        script = Script.objects.create(names=cleaned_names(names), kind=_kind(kind), category=category)
        log.record(verbs.ADDED, script)
    return script


def edit_script(script: Script, *, by: Actor, names: dict[str, str], kind: str = "", category: Category | None = None) -> None:
    """The script is called and asked so. What is published is asked there from now on too."""
    with act(by, may=permissions.ARRANGE, on=script) as log:
        fresh = _locked(script)
        fresh.names, fresh.kind, fresh.category = cleaned_names(names), _kind(kind), category
        fresh.save(update_fields=["names", "kind", "category"])
        log.record(verbs.EDITED, fresh, questions=len(fresh.draft))


def set_questions(script: Script, *, by: Actor, questions: Any) -> None:
    """The draft asks these, given as data. Refuses whatever does not hold together (`questions.read`)."""
    with act(by, may=permissions.ARRANGE, on=script) as log:
        _keep(_locked(script), log, read(questions))


def add_question(
    script: Script,
    *,
    by: Actor,
    kind: str,
    words: Mapping[str, str],
    hints: Mapping[str, str],
    choices: Iterable[Mapping[str, str]] = (),
    only_if: tuple[str, str] = ("", ""),
) -> str:
    """The draft asks one thing more, at its end; answers its key."""
    with act(by, may=permissions.ARRANGE, on=script) as log:
        fresh = _locked(script)
        key = f"q{fresh.last_key + 1}"
        one = _as_data(key, kind=kind, words=words, hints=hints, choices=keyed(choices, ()), only_if=only_if)
        _keep(fresh, log, read([*fresh.draft, one]))
    return key


def edit_question(
    script: Script,
    *,
    by: Actor,
    key: str,
    kind: str,
    words: Mapping[str, str],
    hints: Mapping[str, str],
    choices: Iterable[Mapping[str, str]] = (),
    only_if: tuple[str, str] = ("", ""),
) -> None:
    """The draft's question is as given. A choice whose English words stay is the same choice. Refuses an edit after which another
    question depends on an answer that cannot be given any more."""
    with act(by, may=permissions.ARRANGE, on=script) as log:
        fresh = _locked(script)
        before = next((one for one in fresh.questions if one.key == key), None)
        require(before, _("That question is not there any more."))
        assert before is not None
        one = _as_data(key, kind=kind, words=words, hints=hints, choices=keyed(choices, before.choices), only_if=only_if)
        _keep(fresh, log, read([one if old["key"] == key else old for old in fresh.draft]))


def move_question(script: Script, *, by: Actor, key: str, up: bool) -> None:
    """The draft's question stands one place higher or lower. Refuses at the ends, and past the question it depends on."""
    with act(by, may=permissions.ARRANGE, on=script) as log:
        fresh = _locked(script)
        _keep(fresh, log, moved(fresh.questions, key, up=up))


def remove_question(script: Script, *, by: Actor, key: str) -> None:
    """The draft does not ask it any more; what depended on it is asked always. Answers stay."""
    with act(by, may=permissions.ARRANGE, on=script) as log:
        fresh = _locked(script)
        _keep(fresh, log, without(fresh.questions, key))


def publish(script: Script, *, by: Actor) -> Edition:
    """The draft is asked from now on. Refuses a draft without questions, and one that is asked already."""
    with act(by, may=permissions.ARRANGE, on=script) as log:
        fresh = _locked(script)
        require(fresh.draft, _("Add a question first."))
        require(fresh.is_changed, _("This is what is asked already."))
        number = fresh.editions.count() + 1
        edition = Edition.objects.create(script=fresh, number=number, data=fresh.draft, published_at=log.at, published_by_id=by.person_id)
        fresh.current = edition
        fresh.save(update_fields=["current"])
        log.record(verbs.PUBLISHED, fresh, edition=number, questions=len(fresh.draft))
    return edition


def withdraw(script: Script, *, by: Actor) -> None:
    """Nothing of it is asked any more; what was answered stays where it is. Refuses one that is not published."""
    with act(by, may=permissions.ARRANGE, on=script) as log:
        fresh = _locked(script)
        require(fresh.current_id, _("It is not asked now."))
        fresh.current = None
        fresh.save(update_fields=["current"])
        log.record(verbs.WITHDRAWN, fresh)


def _locked(script: Script) -> Script:
    return Script.objects.select_for_update().get(pk=script.pk)


def _kind(kind: str) -> str:
    require(kind in ("", *TicketKind.values), _("Choose a kind of ticket, or every kind."), field="kind")
    return kind


def _keep(script: Script, log: Act, questions: Iterable[Question]) -> None:
    found = read([one.as_data() for one in questions])
    script.draft = [one.as_data() for one in found]
    script.last_key = max([script.last_key, *(int(one.key[1:]) for one in found)])
    script.save(update_fields=["draft", "last_key"])
    log.record(verbs.EDITED, script, questions=len(found))


def _as_data(key: str, *, kind: str, words: Any, hints: Any, choices: list[dict[str, Any]], only_if: tuple[str, str]) -> dict[str, Any]:
    asks_choice = kind == AnswerKind.CHOICE
    return {
        "key": key,
        "kind": kind,
        "words": words,
        "hints": hints,
        "choices": choices if asks_choice else [],
        "only_if": list(only_if),
    }
