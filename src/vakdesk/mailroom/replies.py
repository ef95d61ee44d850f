"""What is new in a reply? The text is divided into what the person wrote now, the history below it, and the signature.

Nothing is lost: every line is in one of the three. In doubt a line counts as new, because a folded answer is an unread one.
Forwarded messages are not history: for the desk they are the report itself.
"""

import re
from dataclasses import dataclass

from vakdesk.kit import marker

LONGEST_SIGNATURE = 14  # lines that are not blank
LONGEST_FOOTER = 6  # lines that lists and companies add under a rule
LONGEST_CLOSING = 10  # lines after "Kind regards"
LAST_LINES = 60  # in which a signature is looked for
LONGEST_LINE = 500  # characters of a line that are looked at
MOST_LINES = 2000  # of a text that are looked at; what follows goes where its last line went
HEADER_SPREAD = 4  # physical lines over which clients break "On … wrote:"

_MARKER = re.compile(re.escape(marker.OPENS) + r".{1,200}" + re.escape(marker.CLOSES))
_QUOTED = re.compile(r"^[ \t]?(>|&gt;)(?!\s*:\s*$)")
_FENCE = re.compile(r"^\s*(```|~~~)")

# "wrote", as mail programs put it after a name; the second group puts it before the name.
_WROTE = (
    r"wrote|writes|schreef( het volgende)?|schrieb|geschrieben|a écrit|écrit|kirjutas|ha scritto|scrisse|escribió|ha escrit"
    r"|escreveu|skrev|skreiv|kirjoitti|napisał(a|\(a\))?|napsal\(?a?\)?|пишет|написал\(?а?\)?|írta|a scris|rašė|rakstīja|yazdı"
    r"|έγραψε|wrote the following|寫道|写道"
)
_WROTE_AT_END = re.compile(rf"({_WROTE})\s*[:：]?(\s*-{{2,}})?\s*$", re.IGNORECASE)
_WROTE_BEFORE_NAME = re.compile(r"\b(schreef|schrieb|skrev|escribió|escreveu|kirjutas)\b.{1,250}:\s*$", re.IGNORECASE)
_WROTE_BEFORE_MOMENT = re.compile(
    r"^\W*\w.{1,120} (schreef|schrieb|wrote|writes|kirjutas|a écrit|ha scritto|escribió|escreveu|skrev)\W+"
    r"(op|om|on|at|am|um|kuupäeval|le|il|el|em|den|d\.)\b.{0,60}\d.{0,60}:\s*$",
    re.IGNORECASE,
)
_NAMED_SENDER = re.compile(r"^.{0,120}\d{1,2}.{0,120}<?[^\s<>@]{1,80}@[^\s<>@]{1,200}>?[\"')\]]*\s*:\s*$")
_DAYS = (
    r"mon(day)?|tues?(day)?|wed(nesday)?|thu(rs|rsday)?|fri(day)?|sat(urday)?|sun(day)?|ma(andag)?|di(nsdag)?|wo(ensdag)?"
    r"|do(nderdag)?|vr(ijdag)?|za(terdag)?|zo(ndag)?|mo(ntag)?|dienstag|mi(ttwoch)?|donnerstag|fr(eitag)?|sa(mstag)?|so(nntag)?"
    r"|lun(di|es|edì)?|mar(di|tes|tedì)?|mer(credi|coledì)?|mi(é|e)(rcoles)?|jeu(di)?|jueves|gio(vedì)?|ven(dredi|erdì)?"
    r"|vie(rnes)?|sam(edi)?|sáb(ado)?|sab(ato)?|dim(anche)?|dom(ingo|enica)?|segunda|terça|quarta|quinta|sexta"
    r"|esmaspäev(al)?|teisipäev(al)?|kolmapäev(al)?|neljapäev(al)?|reedel?|laupäev(al)?|pühapäev(al)?|[etknrlp]|man(dag)?"
    r"|tir(sdag)?|ons(dag)?|tor(sdag)?|tis(dag)?|fre(dag)?|lør(dag)?|lör(dag)?|søn(dag)?|sön(dag)?|ma|ti|ke|to|pe|la|su|пн|вт|ср"
    r"|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
)
_BEGINS = re.compile(
    rf"^[\s*_-]*((on|op|am|le|el|il|em|den|på|kuupäeval|w dniu|dnia|dne|va|no|στις|în|a)\b|in data\b|il giorno\b|\d{{1,4}}[-./: ]"
    rf"|({_DAYS})[.,]?\s)",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"\d{1,4}[-./]\s?\d{1,2}[-./]\s?\d{1,4}|\d{1,2}[:.]\d{2}|\b(19|20)\d\d\b|\d{1,2}\.? \w{3,12}|\w{3,12} \d{1,2}\b",
    re.IGNORECASE,
)

_LABELS = {
    "from": "from|van|von|de|da|saatja|kellelt|lähettäjä|fra|från|od|feladó|от|от кого|remitente|mittente|expéditeur|kimden",
    "to": "to|aan|an|à|a|para|saaja|kellele|adressaat|vastaanottaja|til|till|do|komu|címzett|кому|destinatario|kime",
    "sent": "sent|date|verzonden|datum|gesendet|envoyé|envoyé le|enviado|enviado el|enviada em|data|inviato|saadetud|kuupäev|lähetetty"
    "|päivämäärä|sendt|dato|skickat|wysłano|odesláno|elküldve|дата|отправлено|fecha|received|message du",
    "subject": "subject|onderwerp|betreff|objet|objeto|asunto|assunto|oggetto|teema|aihe|emne|ämne|temat|předmět|tárgy|тема|sujet|konu",
    "cc": "cc|kopie|copie|copie à|copia|koopia|kopio|kopi|kopia|копия|reply-to|antwoord aan|importance|prioriteit|priority"
    "|attachments|bijlagen",
}
_LABEL_OF = {label: kind for kind, labels in _LABELS.items() for label in labels.split("|")}
_HEADER = re.compile(r"^[\s*_]*([^\W\d_][^\W\d_ -]*(?:[ -][^\W\d_]+){0,2})[ \xa0]?[*_]*[ \xa0]?[:：][*_]*[ \t\xa0]*(.*)$")

_RULE = re.compile(r"^\s*(?:[-_=*]\s?){3,}$")
_SEPARATOR = re.compile(r"^\s*(?:[-_=*]\s?){5,}$")
_ORIGINAL = re.compile(
    r"^[\s*]*[-_=]{2,}[\s*]*(original(e|es)? (message|nachricht|mail|e-mail|appointment)|original message .{0,60}|mensaje original"
    r"|mensagem original|messaggio originale|message d['’]origine|message original|oorspronkelijk bericht|origineel bericht"
    r"|ursprüngliche nachricht|ursprungligt meddelande|"
    r"originalmeddelande|oprindelig (besked|meddelelse)|opprinnelig melding|alkuperäinen viesti|algne (sõnum|kiri)|algsõnum"
    r"|algne teade|исходное сообщение|пересылаемое сообщение|oryginalna wiadomość|wiadomość oryginalna|původní zpráva"
    r"|eredeti üzenet|orijinal mesaj|reply message)[\s*]*[-_=]{2,}[\s*]*$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"^[\s*>-]*(begin )?(forwarded message|forwarded by|doorgestuurd bericht|begin doorgestuurd bericht|weitergeleitete nachricht"
    r"|anfang der weitergeleiteten nachricht|message transféré|message réexpédié|début du message transféré|mensaje reenviado"
    r"|mensagem (encaminhada|reenviada)|messaggio inoltrato|edasi saadetud (sõnum|kiri)|edastatud (sõnum|kiri)|videresendt (besked"
    r"|melding)|vidarebefordrat meddelande)\b",
    re.IGNORECASE,
)

_DELIMITER = re.compile(r"^--\s?$")
_FOOTER = re.compile(r"^\s*_{2,}\s*$")
_DEVICE = re.compile(
    r"^\W*("
    r"sent (from|via|with|using) (my |the |a |an )?[\w<]|sent on the go|get outlook for|(sent|gesendet) from (outlook|mail|yahoo"
    r"|samsung|proton)"
    r"|(verzonden|verstuurd|verstuurt?|gestuurd) (vanaf|vanuit|met|via|van|vanop|door) |(download|ontvang|haal) outlook voor"
    r"|von (meinem|meiner|mein|unterwegs|outlook)\b.{0,40}|gesendet (von|mit|über|via|aus) |(diese nachricht wurde )?von (meinem"
    r"|outlook).{0,60}gesendet|holen sie sich outlook|outlook für (ios|android)"
    r"|envoyé (de|depuis|à partir de|avec|par|via) |obtenez outlook|télécharger outlook|provenance : courrier"
    r"|saadetud (minu|mu|seadmest|telefonist|rakendusest|iphone|samsung|outlook|e-kirja|meili)|(hangi|hankige|laadige alla) outlook"
    r"|enviad[oa] (desde|de|do|da|a partir|con|com|via) |obt(ener|én|enha) (o )?outlook|inviato (da|dal|con|tramite|dallo) "
    r"|(scarica|ottieni) outlook"
    r"|wysłane? z |skickat från |sendt fra |sendt med |lähetetty |hanki outlook|отправлено (с|из) |iphone(sta|lt)\b|yahoo mail"
    r")",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\W*("
    r"((with |many )?(kind|best|warm|kindest|warmest)?( and | & )?(kind|best|warm)? ?regards?|regards from .{1,30}|best wishes"
    r"|all the best|(yours )?(sincerely|faithfully|truly)( yours)?|yours|cheers|kr|br)"
    r"|((met )?((vriendelijke|hartelijke|de beste|beste|warme|zonnige|collegiale|sportieve|lieve) )+(groet|groeten|groetjes)"
    r"|groet(en|jes)?|hoogachtend|mvg|m\.v\.g\.?|met vr\.? gr\.?|vr\.? ?gr\.?|gr)"
    r"|((mit )?((freundlichen?|besten?|herzlichen?|vielen?|liebe|viele|schöne|lieben) )+(grüße|grüßen|gruß|grüsse|grüssen|gruss"
    r"|dank und gruß)|hochachtungsvoll|mfg|lg|vg|gruß|grüße)"
    r"|((bien |très )?cordialement( vôtre)?|(bien )?à vous|sincères salutations|meilleures salutations|salutations( distinguées)?"
    r"|(avec mes )?(sincères|meilleures) salutations|bonne journée|cdlt)"
    r"|(lugupidamisega|parimate? (soovidega|tervitustega)|parimat|tervitades|tervitustega|heade soovidega|kõike head)"
    r"|((un |muchos )?(cordial(es)? )?saludos?( cordiales)?|atentamente|(un )?cordial saludo|cordiali saluti|distinti saluti"
    r"|saluti|(com os )?(melhores )?cumprimentos|atenciosamente|abraços)"
    r"|((med )?(venlig|vennlig|vänliga?|bästa|beste|hjertelig)e? ?(hilsen|hilsner|hälsning(ar)?)|mvh|(ystävällisin )?terveisin"
    r"|ystävällisesti|pozdrawiam|z poważaniem|s pozdravem|(szívélyes )?[üu]dv([öo]zlettel)?|kh|vh|с уважением|с наилучшими пожеланиями)"
    r")\W*$",
    re.IGNORECASE,
)
#: As people in the north sign: "/Bo".
_SLASHED = re.compile(r"^/ ?[A-ZÅÄÖÆØ][a-zåäöæøé]{0,14}$")


@dataclass(frozen=True)
class Reply:
    """A text in three: `fresh` was written now; `history` is quoted from before; `signature` closes it."""

    fresh: str
    history: str = ""
    signature: str = ""


def divide(text: str, *, sender: str = "") -> Reply:
    """`text` in three. `sender` is the writer's name, which opens a signature where it stands alone near the end.

    Where nothing would be new (a bare forward, a reply that is all quotation), all of it counts as new.
    """
    whole = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [line[:LONGEST_LINE] for line in whole[:MOST_LINES]]
    top, history, footer = _split_history(lines)
    top, history = _without_separator(lines, top, history)
    if history:
        history += range(len(lines), len(whole))
    else:
        top += range(len(lines), len(whole))
    signed = _signature_starts([whole[place][:LONGEST_LINE] for place in top], sender)
    fresh, signature = top[:signed], top[signed:] + footer
    if not _says(whole, fresh):
        fresh, signature = top, footer
    if not _says(whole, fresh):
        return Reply(text.strip("\n"))
    return Reply(_joined(whole, fresh), _joined(whole, history), _joined(whole, signature))


def _says(lines: list[str], places: list[int]) -> bool:
    return any(lines[place].strip() for place in places)


def _joined(lines: list[str], places: list[int]) -> str:
    return "\n".join(lines[place] for place in places).strip("\n").rstrip()


def _without_separator(lines: list[str], top: list[int], history: list[int]) -> tuple[list[int], list[int]]:
    """A rule drawn above the quotation belongs to it."""
    last = next((at for at in reversed(range(len(top))) if lines[top[at]].strip()), None)
    if history and last is not None and _RULE.match(lines[top[last]]):
        return top[:last], top[last:] + history
    return top, history


def _fenced(lines: list[str]) -> list[bool]:
    """Which lines stand inside ``` … ```; an open fence does not count."""
    marks = [place for place, line in enumerate(lines) if _FENCE.match(line)]
    inside = [False] * len(lines)
    for opens, closes in zip(marks[::2], marks[1::2], strict=False):
        inside[opens : closes + 1] = [True] * (closes + 1 - opens)
    return inside


def _split_history(lines: list[str]) -> tuple[list[int], list[int], list[int]]:
    """The lines above and around quotations, the quotations, and footers below them. A quotation with an answer under it
    stays where it is, unless nothing stands above it: then it is what was answered."""
    fenced, every = _fenced(lines), range(len(lines))
    start = place = 0
    end, history, footer = len(lines), [], []
    while place < len(lines) and not _FORWARDED.match(lines[place]):
        length = None if fenced[place] else _opening(lines, place)
        if length is None:
            place += 1
            continue
        if length and not _quote_follows(lines, place + length):
            end, history = place, list(every[place:])
            break
        ends = _quotation_ends(lines, place + length)
        if not _says_something(lines[ends : ends + LAST_LINES]):
            end, history, footer = place, list(every[place:ends]), list(every[ends:])
            break
        if not any(line.strip() for line in lines[:place]):
            start = ends
        place = ends
    if any(_QUOTED.match(lines[at]) for at in every[start:end]):
        start = 0  # questions and answers take turns: the first question stays as well
    return list(every[start:end]), [*every[:start], *history], footer


def _opening(lines: list[str], place: int) -> int | None:
    """How many lines the head of a quotation at `place` takes; 0 when the quotation has none; None when none starts here."""
    line = lines[place]
    if not line.strip():
        return None
    if _QUOTED.match(line):
        return 0
    if _MARKER.search(line) or _ORIGINAL.match(line):
        return 1
    if _SEPARATOR.match(line) and (length := _header_block(lines, place + 1)):
        return 1 + length
    return _header_block(lines, place) or _attribution(lines, place)


def _header_block(lines: list[str], place: int) -> int:
    """The length of a From/Sent/To/Subject block that starts at `place` (after blank lines), or 0."""
    start = place
    while start < len(lines) and start < place + 3 and not lines[start].strip():
        start += 1
    kinds, end, strangers = [], start, 0
    for at in range(start, min(start + 14, len(lines))):
        found = _HEADER.match(lines[at])
        kind = _LABEL_OF.get(" ".join(found[1].lower().split())) if found else None
        if kind:
            kinds.append(kind)
            end, strangers = at + 1, 0
        elif not kinds or strangers >= 2:
            break
        else:
            strangers += 1  # values run over, and blank lines come between
    opens = bool(kinds) and kinds[0] in {"from", "sent"}
    enough = len(set(kinds) & {"from", "to", "sent", "subject"}) >= 3 or set(kinds) >= {"from", "sent"} or set(kinds) >= {"from", "subject"}
    return end - place if opens and enough else 0


def _attribution(lines: list[str], place: int) -> int | None:
    """The length of "On … wrote:" at `place`, which clients break over several lines; None when there is none.

    Of two possible beginnings the later counts: the earlier is the end of a sentence above.
    """
    length = _attribution_from(lines, place)
    if length and any(_attribution_from(lines, place + more) for more in range(1, length)):
        return None
    return length


def _attribution_from(lines: list[str], place: int) -> int | None:
    if _WROTE_BEFORE_MOMENT.match(lines[place]):
        return 1
    if not _BEGINS.match(lines[place]):
        return None
    text = ""
    for length in range(1, HEADER_SPREAD + 1):
        if place + length > len(lines) or not lines[place + length - 1].strip():
            return None
        text = f"{text} {lines[place + length - 1].strip()}".strip()
        if len(text) > 400 or (length > 1 and _QUOTED.match(lines[place + length - 1])):
            return None
        says = _WROTE_AT_END.search(text) or _WROTE_BEFORE_NAME.search(text)
        if (says and _MOMENT.search(text)) or (text.endswith(":") and "@" in text and _NAMED_SENDER.match(text)):
            return length
    return None


def _quote_follows(lines: list[str], place: int) -> bool:
    following = next((line for line in lines[place : place + 4] if line.strip()), "")
    return bool(_QUOTED.match(following))


def _quotation_ends(lines: list[str], place: int) -> int:
    """The line after a quotation marked with ">". A line that hangs directly below it is a broken part of it."""
    end, hanging = place, 0
    for at in range(place, len(lines)):
        line = lines[at]
        if _QUOTED.match(line):
            end, hanging = at + 1, 0
        elif not line.strip():
            hanging = 99 if at >= end else hanging
        elif at == end + hanging and hanging < 2 and end > place and len(lines[end - 1]) > 50 and _more_quotation(lines, at):
            hanging += 1
        elif not _attribution(lines, at):
            break
    return end + hanging if 0 < hanging < 99 else end


def _more_quotation(lines: list[str], place: int) -> bool:
    """Whether the quotation goes on, or the text ends, within two lines: then this one was broken off it."""
    return any(_QUOTED.match(line) for line in lines[place + 1 : place + 3]) or not any(line.strip() for line in lines[place + 1 :])


def _says_something(rest: list[str]) -> bool:
    """Whether below a quotation something was written, other than footers and signatures."""
    first = next((place for place, line in enumerate(rest) if line.strip()), None)
    return first is not None and _signature_starts(rest, "") > first and not _FOOTER.match(rest[first])


def _signature_starts(lines: list[str], sender: str) -> int:
    """The line at which the signature starts; len(lines) when there is none. Looked for among the last LAST_LINES."""
    before = max(0, len(lines) - LAST_LINES)
    last, fenced = lines[before:], _fenced(lines)[before:]
    starts = len(last)
    for rule in (_after_delimiter, _after_device, _after_closing, _after_name, _after_device):
        starts = rule(last[:starts], fenced, sender)
    return before + starts


def _full(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip()]


def _after_delimiter(lines: list[str], fenced: list[bool], sender: str) -> int:
    for place, line in enumerate(lines):
        below = _full(lines[place + 1 :])
        if _FOOTER.match(line) and 0 < len(below) <= LONGEST_FOOTER and any("@" in one or "://" in one for one in below):
            return place
        if not fenced[place] and _DELIMITER.match(line) and (line == "-- " or len(_full(lines[place:])) <= LONGEST_SIGNATURE):
            return place
    return len(lines)


def _after_device(lines: list[str], fenced: list[bool], sender: str) -> int:
    """ "Sent from my phone" as the last thing said; a sentence about it ends in a full stop or goes on behind a comma."""
    last = [place for place, line in enumerate(lines) if line.strip()][-2:]
    for place in last:
        line = re.sub(r"<[^<>]*>|\(?https?://\S+", "", lines[place]).strip()
        if not fenced[place] and _DEVICE.match(line) and len(line.split()) <= 10 and "," not in line and not line.endswith((".", "?")):
            return place
    return len(lines)


def _after_closing(lines: list[str], fenced: list[bool], sender: str) -> int:
    for place, line in enumerate(lines):
        below = _full(lines[place + 1 :])
        if (
            not fenced[place]
            and (_CLOSING.match(line) or (_SLASHED.match(line) and not below))
            and len(below) <= LONGEST_CLOSING
            and not any(one.rstrip().endswith("?") for one in below)
        ):
            return place
    return len(lines)


def _after_name(lines: list[str], fenced: list[bool], sender: str) -> int:
    """The writer's own name alone on a line near the end, with a short block below it."""
    names = {" ".join(sender.lower().split())}
    first, _space, others = sender.strip().lower().partition(" ")
    if others and len(first) > 1:
        names.add(first)
    names.discard("")
    for place in range(max(0, len(lines) - 2 * LONGEST_CLOSING), len(lines)):
        stated = " ".join(re.sub(r"^[\s—–-]+|[\s,.!]+$", "", lines[place]).lower().split())
        below = _full(lines[place + 1 :])
        if stated in names and not fenced[place] and len(below) <= LONGEST_CLOSING and all(len(one) <= 80 for one in below):
            return place
    return len(lines)
