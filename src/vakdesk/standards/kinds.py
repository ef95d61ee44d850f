"""The field's words: what a node of a standard is, how nodes are linked, and what can be wrong in a printed standard."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NodeKind(TextChoices):
    PROFILE = "profile", _("Profile")
    PARTIAL = "partial", _("Partial qualification")
    TASK = "task", _("Task")
    COMPETENCE = "competence", _("Competence")
    PROCESS = "process", _("Work process")
    OUTCOME = "outcome", _("Learning outcome")
    INDICATOR = "indicator", _("Performance indicator")
    BEHAVIOUR = "behaviour", _("Behaviour")
    KNOWLEDGE = "knowledge", _("Knowledge and skills")
    DELIVERABLE = "deliverable", _("Deliverable")
    SKILL = "skill", _("General skill")
    UNDERLYING = "underlying", _("Underlying competence")
    ASSESSMENT = "assessment", _("Assessment row")


class LinkKind(TextChoices):
    """Besides being a child, which is a node's place in its tree."""

    PART = "part", _("is part of")
    EXACT = "exact", _("is the same as")
    RELATED = "related", _("is related to")
    REPLACED = "replaced", _("is replaced by")


class LinkStatus(TextChoices):
    ASSERTED = "asserted", _("printed in the standard")
    INFERRED = "inferred", _("proposed, nobody has confirmed it")
    CONFIRMED = "confirmed", _("confirmed by a person")


class Irregularity(TextChoices):
    """Each is shown to a person who settles it; none is mended in silence."""

    TITLE_DIFFERS = "title_differs", _("The printed title does not fit its place or its content")
    SEVERAL_TITLES = "several_titles", _("One thing is printed under several titles")
    CODE_SPELLING = "code_spelling", _("The code is spelled in another way than elsewhere")
    LEVELS_DIFFER = "levels_differ", _("The level is written in different ways")
    HEADING_MISSING = "heading_missing", _("The heading is missing from the text; the block was given to it by its order")
    HEADING_REPEATED = "heading_repeated", _("The heading is printed again inside its own block")
    HEADING_FORM = "heading_form", _("Headings are printed in different forms")
    HEADING_GARBLED = "heading_garbled", _("The heading cannot be read")
    PROFILE_NUMBER = "profile_number", _("The overview numbers this profile differently from the rest")
    NOT_PRINTED = "not_printed", _("A profile is named whose part is not in this text")
    COLUMNS_MIXED = "columns_mixed", _("Columns of the overview run into one another")
    IDENTITY = "identity", _("The text prints no version, code or date; its name is known from elsewhere")
    EXPIRED = "expired", _("The standard has an end date")
    GLYPHS = "glyphs", _("Letters were misread or words run together; a mended reading stands beside it")
    WORD = "word", _("A word looks wrong")
    MARKUP = "markup", _("Marks of layout stand in the text")
    UNCLOSED = "unclosed", _("A list is opened and never closed")
    BULLETS = "bullets", _("Items of a list carry different marks")
    CAPITAL = "capital", _("An item is written with a capital among others without")
    LOWER_CASE = "lower_case", _("A sentence starts with a small letter")
    BROKEN = "broken", _("An item or a list is broken over lines or pages")
    NO_BULLET = "no_bullet", _("A line has no mark of its own")
    TWO_SENTENCES = "two_sentences", _("One item holds two sentences, and may be two")
    VERB_FORM = "verb_form", _("The item is worded in another form than the others")
    REPEATED_SENTENCE = "repeated_sentence", _("What is said here belongs to another part")
    EMPTY_BUT_LISTED = "empty_but_listed", _("'Not applicable' is followed by something that does apply")
    BLOCK_MISSING = "block_missing", _("A block that its neighbours have is absent")
    SUBSUMED = "subsumed", _("A stronger form of the same item is listed too")
    READ_AS = "read_as", _("The text says that a word is to be read as another")
    ORDER = "order", _("Codes are listed out of order")
    SEPARATORS = "separators", _("Codes are joined in different ways")
    ANNEX = "annex", _("An annex is named that is not in the text")
    OBSOLETE = "obsolete", _("It names something that has been replaced since")
    TABLE_SHIFTED = "table_shifted", _("The numbers of the table do not match the numbers of the outcomes")
    ROW_ORPHAN = "row_orphan", _("The row belongs to no outcome")
    NO_ROW = "no_row", _("No row of the table belongs to this outcome")
    ODD_METHOD = "odd_method", _("The method looks odd for what is assessed")
    CONTENTS = "contents", _("A table of contents with dotted lines stands in the text")


class ActivityKind(TextChoices):
    DERIVABLE = "D", _("follows from the records")
    JUDGED = "J", _("needs judgement")
    OBSERVED = "O", _("must be observed")
