from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakdesk.kit.marker import marker_line
from vakdesk.mailroom.parsing import Letter, parse
from vakdesk.mailroom.plain import text_from_html
from vakdesk.mailroom.replies import Reply, divide

pytestmark = pytest.mark.once

ANSWER = "It works now.\nThe green light is on."


@pytest.mark.parametrize(
    "head",
    [
        "Op ma 2 nov 2026 om 09:15 schreef Service desk <help@desk.example>:",
        "Op 2 november 2026 09:15 schreef Service desk <\nhelp@desk.example>:",
        "Service desk schreef op 2026-11-02 09:15:",
        "On Mon, Nov 2, 2026 at 9:15 AM Service desk\n<help@desk.example> wrote:",
        "Am 02.11.26 um 09:15 schrieb Service desk:",
        "Le lun. 2 nov. 2026 à 09:15, Service desk <help@desk.example> a écrit :",
        "Service desk (<help@desk.example>) kirjutas kuupäeval E, 2. november 2026 kell 09:15:",
        "E, 2. nov 2026 09:15 Service desk <help@desk.example> kirjutas:",
        "Kuupäeval 2. november 2026 kell 09:15 kirjutas Service desk <help@desk.example>:",
        "El lun, 2 nov 2026 a las 9:15, Service desk (<help@desk.example>) escribió:",
        "Il giorno lun 2 nov 2026 alle ore 09:15 Service desk <help@desk.example> ha scritto:",
        "Em seg., 2 de nov. de 2026 às 09:15, Service desk <help@desk.example> escreveu:",
        "Van: Service desk <help@desk.example>\nVerzonden: maandag 2 november 2026 09:15\nAan: Bo Jansen\nOnderwerp: Printer",
        "________________________________\nVan: Service desk <help@desk.example>\nDatum: maandag 2 november\nAan: Bo\nOnderwerp: Printer",
        "Von: Service desk\nGesendet: Montag, 2. November 2026 09:15\nAn: Bo\nBetreff: Drucker",
        "De : Service desk\nEnvoyé : lundi 2 novembre 2026 09:15\nÀ : Bo\nObjet : Imprimante",
        "Saatja: Service desk <help@desk.example>\nSaadetud: esmaspäev, 2. november 2026 09:15\nAdressaat: Bo\nTeema: Printer",
        "Feladó: Service desk\nElküldve: 2026. november 2. 9:15\nCímzett: Bo\nTárgy: Nyomtató",
        "*From:* Service desk\n*Sent:* Monday\n*To:* Bo\n*Subject:* Printer",
        "-----Oorspronkelijk bericht-----",
        "-----Original Message-----",
        "-------- Algne kiri --------",
        "-----Ursprüngliche Nachricht-----",
        marker_line("Please answer above this line"),
    ],
)
@pytest.mark.parametrize("quote", ["> Does the printer work?\n> Ada", "Does the printer work?\nAda"])
def test_what_stands_below_the_head_of_a_quotation_is_history(head: str, quote: str) -> None:
    found = divide(f"{ANSWER}\n\n{head}\n\n{quote}")
    assert (found.fresh, found.signature) == (ANSWER, "")
    assert found.history == f"{head}\n\n{quote}"


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nBo Jansen\nROC Lindewaard",
        "--\nBo Jansen",
        "Met vriendelijke groet,\n\nBo Jansen\n+31 6 1234 5678",
        "Mvg\nBo",
        "Kind regards,\nBo",
        "Mit freundlichen Grüßen\nBo",
        "Cordialement,\nBo",
        "Lugupidamisega\nBo Jansen",
        "Parimat,\nBo",
        "Verstuurd vanaf mijn iPhone",
        "Sent from my iPhone",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Saadetud minu iPhone'ist",
        "Get Outlook for iOS<https://aka.ms/o0ukef>",
        "Bo",
        "/Bo",
        "Udv\nBo",
        "S pozdravem,\nBo",
        "Kh\nBo",
        "Bo Jansen\nteacher, room B1.12",
        "____\nThis list: all@lindewaard.example",
    ],
)
def test_signatures_are_folded(signature: str) -> None:
    assert divide(f"{ANSWER}\n\n{signature}\n", sender="Bo Jansen") == Reply(ANSWER, signature=signature)


@pytest.mark.parametrize(
    "text",
    [
        "On Monday the printer wrote: paper jam 12:30.\nWhat now?",
        "Log files are in:\n/var",
        "I mail from: home, to: work.\nNothing arrives.",
        "Sent from my desk, but it never arrived.",
        "With kind regards to the cleaner.\nThe printer is dead.",
        "Is this mail sent from my phone?",
        "```\n-- \n> config\n```\nThis does not load.",
        "The error says:\n----\n502\n----\nWhat now?",
        "Bo asked me to write.\nIt is about the printer.",
        "See below.\n\n---------- Forwarded message ---------\nFrom: Cem <cem@vlierhof.example>\nDate: 2 Nov\nTo: Bo\n\nIt is dead.",
    ],
)
def test_what_only_looks_quoted_or_signed_stays(text: str) -> None:
    assert divide(text, sender="Bo Jansen") == Reply(text)


def test_answers_between_questions_keep_their_questions() -> None:
    text = "On 2 Nov 2026, Ada <ada@desk.example> wrote:\n> Is it on?\n\nYes.\n\n> Is there paper?\n\nNo."
    assert divide(text).fresh == text


def test_an_answer_below_the_question_is_new_and_the_question_is_not() -> None:
    found = divide("On 2 Nov 2026, Ada <ada@desk.example> wrote:\n> Is it on?\n\nYes, it is.")
    assert found == Reply("Yes, it is.", history="On 2 Nov 2026, Ada <ada@desk.example> wrote:\n> Is it on?")


def test_where_nothing_is_new_everything_counts_as_new() -> None:
    assert divide("> Is it on?\n> Ada").fresh == "> Is it on?\n> Ada"
    assert divide("-- \nBo").fresh == "-- \nBo"
    assert divide("").fresh == ""


@given(
    st.lists(
        st.sampled_from(
            ["a", "> b", "", "-- ", "On 2 Nov 2026 c@d.example wrote:", "Sent from my iPhone", "```", "From: x", "Sent: y", "___", "Mvg"]
        ),
        max_size=25,
    )
)
def test_every_line_is_in_exactly_one_part(lines: list[str]) -> None:
    found = divide("\n".join(lines), sender="a")
    parts = sorted(line for part in (found.fresh, found.history, found.signature) for line in part.split("\n") if line.strip())
    assert [line.rstrip() for line in parts] == [line.rstrip() for line in sorted(line for line in lines if line.strip())]


WHOLE = "*"
#: How the new text of each collected reply ends; the others share one first paragraph. From the notes of its collectors.
ENDS = {
    "email_1": "-Abhishek Kona",
    "email_2": 'delete all\nthe keys in a bucket, you’ll need to delete them all individually."',
    "email_3": "-Abhishek Kona",
    "email_4": "another problem with it.",
    "email_5": WHOLE,
    "email_6": "a magnificent torch of pixels",
    "email_19": "On Thursday, I get proper rendering.",
    "email_20": "On Thursday.",
    "email_2_1": "Outlook with a reply",
    "email_blackberry": "Here is another email",
    "email_iphone": "Here is another email",
    "email_multi_word_sent_from_my_mobile_device": "Here is another email",
    "email_bullets": "- and another",
    "email_custom_quote_header": "Thank you!",
    "email_customer_quote_header_2": "Thank you very much.",
    "email_customer_quote_header_3": "merci d'avance",
    "email_emoji": WHOLE,
    "email_not_a_signature_2": WHOLE,
    "email_one_is_not_on": "when I run...",
    "email_reply_header": "Stranger",
    "email_sent_from": "between words or paragraphs.",
    "email_sent_from_my_not_signature": WHOLE,
    "email_thread": "in thread from bellow.",
    "email_tricky_1_on_false_positive": WHOLE,
    "email_tricky_2_url_with_wrote": '"wrote:" in them.',
    "email_tricky_3_code_block": WHOLE,
    "email_tricky_4_from_in_body": WHOLE,
    "email_tricky_6_regards_in_sentence": WHOLE,
    "email_tricky_7_multiple_dashes": WHOLE,
    "email_tricky_8_sent_from_in_content": WHOLE,
    "email_tricky_9_nested_quotes": "the points below.",
    "email_tricky_11_double_signature": "Thanks for your help!",
    "email_tricky_13_timestamp_variations": WHOLE,
    "email_tricky_16_unicode_signatures": "Thanks for the update!",
    "email_tricky_17_forward_header": WHOLE,
    "email_tricky_18_inline_reply": WHOLE,
    "email_tricky_19_quote_without_header": WHOLE,
    "email_tricky_20_html_entities": "are handled correctly.",
    "email_unquoted_reply": "This is my reply.",
    "email_with_regards": "Can you help?",
    "email_zoho": "running a test?",
    "correct_sig": "signature.",
    "sig_no_empty_line": "empty line above.",
}


@pytest.mark.shared
def test_at_least_95_in_100_collected_replies_are_divided_as_expected(mail: Path) -> None:
    right, wrong = [], []
    for path in sorted((mail / "quoted-replies-crisp").glob("*.txt")):
        text = path.read_bytes().decode().replace("\r\n", "\n")
        shared_start, shared_end, _rest = text.partition("aliquet nec nec nibh.")
        expected = shared_start + shared_end if shared_end else ENDS.get(path.stem, "")
        if expected:
            found = divide(text).fresh
            good = (
                found == text.strip("\n").rstrip()
                if expected == WHOLE
                else found.endswith(expected) and (not shared_end or found.strip() == expected.strip())
            )
            (right if good else wrong).append(path.stem)
    for path in sorted((mail / "talon").rglob("*.eml")):
        letter = parse(path.read_bytes())
        if path.parent.name == "standard_replies" and isinstance(letter, Letter):
            (right if divide(letter.text).fresh == "Hello" else wrong).append(path.stem)
    for path in sorted((mail / "talon").rglob("html_replies/*.html")):
        words = divide(text_from_html(path.read_text("utf-8", "replace"))).fresh.split()
        (right if words == ["Hi.", "I", "am", "fine.", "Thanks,", "Alex"] else wrong).append(path.stem)
    assert len(right) + len(wrong) >= 100
    assert len(right) >= 0.95 * (len(right) + len(wrong)), wrong
    assert len(wrong) <= 2, wrong
