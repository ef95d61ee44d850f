"""Which of the house's languages is a text in? Counted by the commonest small words, and silent where that says too little."""

import re
from collections import Counter

#: Enough words for the counts to mean something.
FEWEST_WORDS = 5
#: Of all words, the part that must be small words of one language, and how much more than of the next one.
SHARE, LEAD = 0.15, 2.0
_WORDS = {
    "nl": "de het een en van ik je u we wij dat die dit is in te niet op aan met voor zijn er om ook als maar bij nog uit dan naar kan wel of hebt heeft heb "
    "uw jouw mijn ons onze geen wat hoe waar deze door over worden wordt was zou graag even al moet kunt kunnen weer nu hier daar bent ben onder tot dus goed",
    "en": "the a an and of to in is it you that for on with as are this be have has was not or at by from we i your my our can will would please if but "
    "they there what which when do does did it's i'm don't no so up out about been now here how me him her them should could again still",
    "et": "ja on ei et see ma sa ta me te nad oma kui mis kes aga või ka siis nii veel palun teie meie minu sinu seda selle oli olen oled oleme "
    "olete pole siin seal nüüd kas midagi kuidas kus juba pärast enne üle alla koos ning saab saate saan tere olema teha peab väga kõik mida ole",
}
SMALL = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: Quoted lines and code are not what the writer says.
_NOT_SAID = re.compile(r"^>[^\n]*$|```.*?```|`[^`]*`|https?://\S+", re.MULTILINE | re.DOTALL)


def language_of(text: str) -> str:
    """A code out of SMALL, or "" where the text is too short or too mixed to say."""
    words = [word.replace("’", "'") for word in _WORD.findall(_NOT_SAID.sub(" ", text).lower())]
    if len(words) < FEWEST_WORDS:
        return ""
    counts = Counter({language: sum(word in small for word in words) for language, small in SMALL.items()})
    (best, most), (_next, second) = counts.most_common(2)
    return best if most >= max(2, SHARE * len(words)) and most >= LEAD * second else ""
