"""An offering as a file in YAML: what it says of itself, its form, its tasks and who approves. Written and read without loss.

What comes from outside is only taken for texts, numbers, truth, lists and tables: nothing is run, no part refers to another, and
nothing is read that is larger than LARGEST or deeper than DEEPEST.
"""

import re
from typing import Any

import yaml
from django.utils.translation import gettext as _

from vakdesk.kit.errors import Refused, require

LARGEST_BYTES = 200_000
DEEPEST = 12


class _Reader(yaml.SafeLoader):
    """true and false alone are truth: a bare yes is the answer yes, and a bare date stays a text."""

    yaml_implicit_resolvers: dict[str, Any] = {}


class _Writer(yaml.SafeDumper):
    yaml_implicit_resolvers: dict[str, Any] = {}

    def ignore_aliases(self, data: Any) -> bool:
        return True


for _one in (_Reader, _Writer):
    _one.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
    _one.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9][0-9]{0,12})$"), list("-0123456789"))
    _one.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|)$"), ["~", "n", ""])


def written(data: Any) -> str:
    return yaml.dump(data, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=120)


def understood(text: str) -> Any:
    """The data that the text says. Refuses, in a sentence, what is too large, too deep, refers to itself or is no YAML."""
    require(len(text.encode("utf-8", "replace")) <= LARGEST_BYTES, _("A file of a form is no larger than 200 kB."), field="file")
    try:
        depth = 0
        for event in yaml.parse(text, Loader=_Reader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            require(depth <= DEEPEST, _("The file is nested too deeply to be a form."), field="file")
            refers = isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None)
            require(not refers, _("The file refers to parts of itself (& or *). Write them out."), field="file")
        return yaml.load(text, Loader=_Reader)  # noqa: S506  a SafeLoader with fewer words
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise Refused(_("The file is no YAML: %(fault)s") % {"fault": " ".join(str(fault).split())[:300]}, field="file") from None
