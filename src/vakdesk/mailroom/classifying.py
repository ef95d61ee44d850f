"""What kind of letter is this? Only real mail opens a ticket or wakes one; the rest is recorded with the reason.

The order of the questions matters: reports of machines first (they quote real mail), then answers of machines, then mass
mail. Each rule names what it stands on; the measured results are in docs/rooms/mailroom.md.
"""

import re
from collections.abc import Collection, Container
from dataclasses import dataclass, replace
from enum import StrEnum

from vakdesk.mailroom.parsing import Letter


class Kind(StrEnum):
    REAL = "real"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto-reply"
    RECEIPT = "receipt"
    COMPLAINT = "complaint"
    OWN = "own"
    CALENDAR = "calendar"
    SPAM = "spam"
    LIST = "list"


@dataclass(frozen=True)
class Verdict:
    """`reason` is a code `kind.rule`, such as bounce.report; it is what people see on the arrival."""

    kind: Kind
    reason: str

    @property
    def is_real(self) -> bool:
        return self.kind is Kind.REAL


_MACHINE_MAILBOXES = re.compile(
    r"^(mailer[-_.]?d(ae|a)?emon\S*|post_?master\S*|mail[-_.]?daemon|daemon|mdaemon|maildelivery|mail-delivery-\S*"
    r"|bounces?([-+=]\S*)?|mailsweeper|mmdf|uucp|listserv|symantec\S*|double-?bounce\S*|.?system administrator.?)$",
    re.IGNORECASE,
)
_MACHINE_NAMES = re.compile(
    r"mail(er)?[ -]?daemon|postmaster|mail deliver|delivery (sub)?system|mail (administrator|system|gateway|router)|mailer"
    r"|system administrator|internet mail deliver|microsoft outlook|"
    r"systemadministrator|administrador del sistema|administrateur système|beheerder|mail transfer|returned mail|network mail"
    r"|exchange|nondelivery|bounce",
    re.IGNORECASE,
)
_SAYS_POSTMASTER = re.compile(r"^\W*(postmaster|mailer-daemon)\W", re.IGNORECASE)  # also where the address is broken
_BOUNCE_SUBJECTS = re.compile(
    r"(?<!how to )(undeliver|non[- ]?deliver|not delivered|returned (mail|e?mail|message|to sender)|mail (return|error|fail"
    r"|status report)|fail(ed|ure)[ -]?(notice|delivery|mail)|failure notice"
    r"|deliver\w* (status|fail|error|problem|problems|report|warning|notif|attempt|delay|incomplete|has failed|failed|failure)|(mail"
    r"|message|e-mail)( delivery)? (was )?(fail|error|block|reject|refus|return|status)"
    r"|could not (be )?(send|sent|deliver)|cannot (be )?(send|sent|deliver)|can't be delivered|unable to deliver|unzustellbar"
    r"|unbestellbar|nicht zugestellt|zustellung|onbestelbaar|niet bezorgd|niet afgeleverd"
    r"|non remis|échec de la (remise|livraison)|remise (impossible|différée)|non[ -]?recapitat|mancat[ao] (consegna|recapito)"
    r"|no se (ha )?(podido|pudo) entregar|no entregado|não (foi )?entregue|tagastat|kättetoimetam|ei saanud kätte"
    r"|недоставлен|не доставлен|配信|エラー|退信|投递失败|user unknown|unknown (user|recipient|address)|no such user|rejected:"
    r"|address (not found|unknown|error)|mailbox (full|unavailable|not found)|delivery notification|warning: (could not|message)"
    r"|nondeliverable"
    r"|returned:|bounced?( mail| message)?\b|unroutable|mail not)",
    re.IGNORECASE,
)
_BOUNCE_WORDS = re.compile(
    r"(\b[45]\d\d[ -]#?\(?[45]\.\d{1,3}\.\d{1,3}|\b5[05][0-9][ -]|user unknown|unknown user|no such (user|recipient|account"
    r"|mailbox|person)|(mailbox|account|user|recipient|address)( is| was)? (full|unavailable|inactive|disabled|not found|unknown"
    r"|invalid|suspended|over quota|does not exist|doesn.t exist)"
    r"|(could not|couldn.t|cannot|can.t|can not|unable to|not be|wasn.t able to|was not able to) (be )?deliver|(was|were|be|been"
    r"|has been|is) (undeliver|returned to|not delivered|rejected|refused|blocked)|undeliverable|permanent (fatal )?error"
    r"|fatal error|delivery (failed|failure|has failed|to the following|of the following|attempt)"
    r"|exceed\w* (the )?(mailbox|quota|storage|size)|quota (exceeded|exceeds)|over quota|disk (space|quota)|host (unknown"
    r"|not found)|unrout(e)?able|invalid (recipient|address|mailbox)|recipient(s)? (rejected|unknown|refused)"
    r"|address(es)? (rejected|had permanent|failed)|transcript of session"
    r"|did not reach|failed to deliver|not listed in|no longer (valid|on our|a valid)|relay(ing)? (denied|not)|message (could not"
    r"|bounced|has been delayed|blocked)|konnte nicht|nicht zugestellt|n'a pas pu être|kon niet|届け|メール.{0,20}送信できま|ei õnnestunud"
    r"|не (может|удалось|была?|получилось))",
    re.IGNORECASE,
)
_ENCLOSED = re.compile(
    r"(?im)(^[ \t>|]*(received: (from|by)|message-id:[ \t]*<|return-path:)|original message (follows|headers|header|text|attached"
    r"|below|was)|copy of (the|your) (original )?(message|mail)|--- ?below this line|unsent message|message header"
    r"|returned message|headers? (of|follow)|beginning of the returned)"
)
#: A mail system speaks to the sender in its first lines; a person would write "my message".
_OPENING = re.compile(
    r"(?im)^[^\w>|]*((your|the|votre|ihre|uw|su|il tuo) (e-?mail|mail|message|nachricht|bericht|e-mailbericht|mensaje"
    r"|messaggio)\b.{0,120}(could not|couldn.t|cannot|was not|wasn.t|has not|n'a pas|konnte|kon niet|no se|non )"
    r"|non-?delivery report)"
)
#: What such a report says of a recipient, also behind the marks of a quotation.
_REPORTED = tuple(
    re.compile(rf"(?im)^[ \t>|]*{field}") for field in ("final-recipient:", "action:[ \t]*(failed|delayed)", "status:[ \t]*[45]\\.")
)
_FEEDBACK = re.compile(r'\\?"(notificationType|eventType)\\?"\s*:\s*\\?"(Bounce|Complaint|Delivery)')  # Amazon SES by SNS
_ANSWERED = re.compile(r"^\s*(re|fw|fwd|aw|wg|antw|vs|sv|tr|doorst|vb|edasi|ed|vl|rv|enc|res|odp)\s*(\[\d+\])?\s*:", re.IGNORECASE)
#: The whole subject, or what stands before its colon: "Automatic reply does not work" is a report.
_AUTO_SUBJECTS = re.compile(
    r"^\W*(((this is an )?auto(matic(al)?(ally)?)?[ -]?(generated )?(re(ply|sponse|sponder|spons)|answer)( message)?|autore(ply"
    r"|spon\w*)|out[ -]of[ -](the[ -])?office( auto-?reply| reply| message| notice| notification| assistant)?|ooo|away from (the "
    r"|my )?(office|mail|desk)"
    r"|on (annual |sick )?(leave|vacation|holiday)|vacation( reply| message| response)?|automatisch(e|es)? (antwoord|antwort"
    r"|beantwoording)|afwezig(heidsassistent|heidsbericht|heid)?|niet aanwezig|abwesen(d|heit)(snotiz|sassistent"
    r"|sbenachrichtigung)?|réponse automatique( d'absence)?|absence du bureau|absente? du bureau"
    r"|message d'absence|automaatvastus|automaatne vastus|eemal kontorist|puhkusel|respuesta automática|risposta automatica"
    r"|fuori (sede|ufficio)|resposta automática|automaattinen vastaus|poissa|autosvar|automatiskt? svar|fravær"
    r"|автоматический ответ|автоответ|automatyczna odpowiedź|自動返信)\s*([:(]|$)"
    r"|i am (currently )?(away|out of the office)|(i'm|ik ben|ich bin|je suis) (currently |momenteel |derzeit "
    r"|actuellement )?(out of the office|afwezig|abwesend|absente?))",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(out of (the )?office|on (annual |maternity |sick |parental )?(leave|vacation|holiday)|auto[- ]?repl|no longer (in use"
    r"|monitored|work)|afwezig|abwesend|absent du|puhkusel)",
    re.IGNORECASE,
)
_PLUS = re.compile(r"\+[^@]*@")
_LISTED = re.compile(r"[^\s<>,;()\"]{1,300}")
_COMPLAINT_SUBJECT = re.compile(r"^\s*complaint about message from \d", re.IGNORECASE)
_RECEIPT_SUBJECTS = re.compile(
    r"^\W*(read|gelezen|lu|gelesen|loetud|letto|leído|lida|luettu|läst|læst|przeczytano|прочитано|leesbevestiging|lesebestätigung)\s*:",
    re.IGNORECASE,
)


def classify(
    letter: Letter,
    *,
    own_ids: Container[str] = frozenset(),
    own_addresses: Container[str] = frozenset(),
    own_lists: Collection[str] = (),
) -> Verdict:
    """The verdict on a letter. `own_ids` holds identifiers of messages that this desk sent, `own_addresses` its mailboxes,
    `own_lists` the groups (List-Ids or addresses) through which people write to it."""
    if letter.message_id and letter.message_id in own_ids:
        return Verdict(Kind.OWN, "own.identifier")
    for rule in (_report, _bounce, _automatic, _receipt):
        if verdict := rule(letter):
            return verdict
    if letter.sender and _PLUS.sub("@", letter.sender.address.lower()) in own_addresses:
        return Verdict(Kind.OWN, "own.address")
    for rule in (_calendar, _spam):
        if verdict := rule(letter):
            return verdict
    if not came_through(letter, own_lists) and (verdict := _mass(letter)):
        return verdict
    return Verdict(Kind.REAL, "real")


def came_through(letter: Letter, own_lists: Collection[str]) -> bool:
    """Whether one of our own groups passed the letter on."""
    values = [value for name in ("list-id", "list-post", "x-beenthere", "mailing-list") for value in letter.headers.get(name, ())]
    said = {word.lower().removeprefix("mailto:") for value in values for word in _LISTED.findall(value)}
    return any(one.strip().lower() in said for one in own_lists)


def as_written(letter: Letter, *, own_lists: Collection[str]) -> Letter:
    """The letter with its writer as sender: groups put their own address there, and the writer into Reply-To."""
    if letter.sender is None or not came_through(letter, own_lists):
        return letter
    group = letter.sender.address.lower() in {one.strip().lower() for one in own_lists}
    return replace(letter, senders=letter.reply_to) if group and len(letter.reply_to) == 1 else letter


def _report(letter: Letter) -> Verdict | None:
    """RFC 6522 multipart/report and what is sent in its place: RFC 3464, RFC 8098, RFC 5965."""
    kinds = letter.content_types
    if letter.report_type == "feedback-report" or "message/feedback-report" in kinds:
        return Verdict(Kind.COMPLAINT, "complaint.report")
    if _COMPLAINT_SUBJECT.match(letter.subject) and "message/rfc822" in kinds:
        return Verdict(Kind.COMPLAINT, "complaint.subject")
    if letter.report_type == "disposition-notification" or "message/disposition-notification" in kinds:
        return Verdict(Kind.RECEIPT, "receipt.report")
    is_report = letter.content_type == "multipart/report"
    if is_report and (
        letter.report_type in {"delivery-status", ""} or kinds & {"message/delivery-status", "message/global-delivery-status"}
    ):
        actions = {fields["action"].partition(" ")[0].lower() for fields in letter.report if fields.get("action")}
        if actions and not actions & {"failed"}:
            return Verdict(Kind.BOUNCE, "bounce.delayed" if "delayed" in actions else "bounce.delivered")
        return Verdict(Kind.BOUNCE, "bounce.report")
    if {"message/delivery-status", "message/global-delivery-status"} & kinds and not _ANSWERED.match(letter.subject):
        return Verdict(Kind.BOUNCE, "bounce.report")
    return None


def _bounce(letter: Letter) -> Verdict | None:
    """Bounces written as text: a machine says so, and the words or an enclosed message bear it out."""
    if letter.header("x-failed-recipients") and not _ANSWERED.match(letter.subject):
        return Verdict(Kind.BOUNCE, "bounce.recipients")
    subject = bool(_BOUNCE_SUBJECTS.search(letter.subject))
    says_so = bool(_BOUNCE_WORDS.search(_body(letter)))
    encloses = bool(letter.enclosed_ids) or "message/rfc822" in letter.content_types or bool(_ENCLOSED.search(_body(letter)))
    if _is_machine(letter) and (subject or says_so or encloses) and not _looks_automatic(letter):
        return Verdict(Kind.BOUNCE, "bounce.machine")
    if letter.text.startswith("{") and _FEEDBACK.search(_body(letter)):
        return Verdict(Kind.BOUNCE, "bounce.feedback")
    if subject and _OPENING.search(letter.text[:500]):
        return Verdict(Kind.BOUNCE, "bounce.opening")
    if _ANSWERED.match(letter.subject) or letter.in_reply_to:
        return None
    if _null_return_path(letter) and (subject or (says_so and encloses)) and not _looks_automatic(letter):
        return Verdict(Kind.BOUNCE, "bounce.null-sender")
    if subject and says_so and encloses:
        return Verdict(Kind.BOUNCE, "bounce.words")
    return None


def forwards_report(letter: Letter) -> bool:
    """Whether a person passes on the report of a mail that was not delivered (RFC 3464), quoted or attached."""
    attached = "message/delivery-status" in letter.content_types
    return attached or all(field.search(_body(letter)) for field in _REPORTED)


def _body(letter: Letter) -> str:
    return letter.text[:20_000]


def _is_machine(letter: Letter) -> bool:
    """Mail systems speak: by mailbox, by name, or with an empty sender."""
    said = letter.header("from")
    if letter.sender is None:
        return bool(said.strip()) and ("<>" in said or bool(_MACHINE_NAMES.search(said)))
    return bool(
        _MACHINE_MAILBOXES.match(letter.sender.local_part) or _MACHINE_NAMES.search(letter.sender.name) or _SAYS_POSTMASTER.match(said)
    )


def _null_return_path(letter: Letter) -> bool:
    return any(value.replace(" ", "") == "<>" for value in letter.headers.get("return-path", ()))


def _looks_automatic(letter: Letter) -> bool:
    return bool(_AUTO_SUBJECTS.search(unprefixed(letter.subject)))


def unprefixed(subject: str) -> str:
    while found := _ANSWERED.match(subject):
        subject = subject[found.end() :]
    return subject.strip()


def _automatic(letter: Letter) -> Verdict | None:
    """RFC 3834, and what was used before it."""
    submitted = letter.header("auto-submitted").partition(";")[0].strip().lower()
    if submitted and submitted != "no":
        return Verdict(Kind.AUTO_REPLY, "auto-reply.auto-submitted")
    for name in (
        "x-autoreply",
        "x-autorespond",
        "x-autoresponder",
        "x-autoreply-from",
        "x-autogenerated",
        "x-vacation",
        "x-mail-autoreply",
        "x-auto-reply-from",
    ):
        if letter.header(name) and letter.header(name).lower() not in {"no", "false"}:
            return Verdict(Kind.AUTO_REPLY, "auto-reply.header")
    if letter.header("delivered-to").lower() == "autoresponder" or letter.header("precedence").strip().lower() == "auto_reply":
        return Verdict(Kind.AUTO_REPLY, "auto-reply.header")
    if letter.header("x-loop") and _null_return_path(letter):
        return Verdict(Kind.AUTO_REPLY, "auto-reply.loop")
    if _looks_automatic(letter):
        return Verdict(Kind.AUTO_REPLY, "auto-reply.subject")
    if _null_return_path(letter) and (_AWAY.search(_body(letter)) or letter.in_reply_to):
        return Verdict(Kind.AUTO_REPLY, "auto-reply.null-sender")
    return None


def _receipt(letter: Letter) -> Verdict | None:
    if _RECEIPT_SUBJECTS.match(letter.subject) and (letter.in_reply_to or letter.references) and len(letter.text) < 1000:
        return Verdict(Kind.RECEIPT, "receipt.subject")
    return None


def _calendar(letter: Letter) -> Verdict | None:
    """Invitations and the answers to them (RFC 6047 names the method in the header); an attached .ics file is none."""
    if letter.calendar_method in {"REQUEST", "REPLY", "CANCEL", "COUNTER", "DECLINECOUNTER", "REFRESH", "ADD"}:
        return Verdict(Kind.CALENDAR, f"calendar.{letter.calendar_method.lower()}")
    return None


def _spam(letter: Letter) -> Verdict | None:
    """What the receiving host's filter has decided; we judge no contents ourselves."""
    if letter.header("x-spam-flag").strip().lower() in {"yes", "true"} or letter.header("x-spam-status").lower().startswith("yes"):
        return Verdict(Kind.SPAM, "spam.flag")
    if "sfv:spm" in letter.header("x-forefront-antispam-report").lower() or letter.header("x-spam").strip().lower() == "yes":
        return Verdict(Kind.SPAM, "spam.flag")
    return None


def _mass(letter: Letter) -> Verdict | None:
    """Mailing lists (RFC 2919, RFC 2369) and mail that says it is one of many."""
    if any(
        name.startswith("list-") or name in {"mailing-list", "x-mailman-version", "x-beenthere", "x-mlserver"} for name in letter.headers
    ):
        return Verdict(Kind.LIST, "list.header")
    if letter.header("precedence").strip().lower() in {"bulk", "list", "junk"}:
        return Verdict(Kind.LIST, "list.precedence")
    return None
