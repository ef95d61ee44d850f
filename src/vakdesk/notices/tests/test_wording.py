"""The language of texts shows what it was given and nothing else."""

import pytest

from vakdesk.notices.wording import Broken, fill, parse

KNOWN = {"number": "TK-1", "promise": "", "message": "hello"}


def test_placeholders_and_conditions() -> None:
    assert fill("[{{ number }}] {{message}}!", KNOWN) == "[TK-1] hello!"
    assert fill("{% if promise %}yes{% else %}no{% endif %}", KNOWN) == "no"
    assert fill("{% if not promise %}none{% endif %}", KNOWN) == "none"
    assert fill("{% if number %}a{% if promise %}b{% else %}c{% endif %}d{% endif %}", KNOWN) == "acd"


def test_a_condition_alone_on_its_line_leaves_no_empty_line() -> None:
    assert fill("One\n\n{% if promise %}\n{{ promise }}\n{% endif %}\n\nTwo", KNOWN) == "One\n\nTwo"
    assert fill("{% if number %}one{% endif %}\ntwo", KNOWN) == "one\ntwo"


def test_what_is_filled_in_is_never_read_as_a_template() -> None:
    attack = "{{ number }}{% if number %}x{% endif %}"
    assert fill("{{ message }}", KNOWN | {"message": attack}) == attack


@pytest.mark.parametrize(
    "attack",
    [
        "{{ message.__class__ }}",
        "{{ message.format }}",
        "{{ number[0] }}",
        "{{ number|safe }}",
        "{{ number() }}",
        "{{ settings.SECRET_KEY }}",
        "{{ request }}",
        "{{ self }}",
        "{{ 7*7 }}",
        "{{ '' }}",
        "{{ }}",
        "{{ number, message }}",
        "{% load i18n %}",
        "{% include 'people/person.html' %}",
        "{% extends 'ui/base.html' %}",
        "{% debug %}",
        "{% for x in number %}{% endfor %}",
        "{% if number == message %}x{% endif %}",
        "{% if number.x %}x{% endif %}",
        "{% if __class__ %}x{% endif %}",
        "{% with x=number %}{% endwith %}",
        "{% import os %}",
        "{% csrf_token %}",
        "{{ number",
        "number }}",
        "{% if number",
        "{% if number %}never closed",
        "{% endif %}",
        "{% else %}",
        "{% if number %}a{% else %}b{% else %}c{% endif %}",
        "{{ {{ number }} }}",
        "{{{ number }}}",
        "{{ nummer }}",
        "{% if number %}" * 6 + "{% endif %}" * 6,
    ],
)
def test_whatever_else_one_writes_is_refused(attack: str) -> None:
    with pytest.raises(Broken):
        parse(attack, KNOWN)


def test_a_fault_names_its_line() -> None:
    with pytest.raises(Broken) as fault:
        parse("Dear reader,\n\nyour {{ nubmer }}", KNOWN)
    assert fault.value.line == 3
    assert "Line 3" in str(fault.value.sentence)
    with pytest.raises(Broken) as fault:
        parse("one\n{% if number %}\nthree", KNOWN)
    assert fault.value.line == 2


def test_signs_of_other_languages_are_just_text() -> None:
    text = "${7*7} #{7*7} <%= x %> {number} %(number)s [[x]] {# comment #}"
    assert fill(text, KNOWN) == text
