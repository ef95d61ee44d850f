"""Rules of this house that no linter knows: who may read what in a view, what a template may hold, which words stay out."""

import ast
import re
from collections.abc import Iterable, Iterator, Set

from vakdesk.config.quality.tools import ROOT, SOURCE, Faults, text_files

#: Written so that this file does not match itself.
FOREIGN_WORDS = re.compile(
    r"(?<![\w.])/w[o]rk/|\.\./shared(?!/(?:data|standards))|\bsub-?a[g]ents?\b|\bC[E]O\b|\bclaud[e]\b|\banthropi[c]\b|\bchatgp[t]\b|\bcopilo[t]\b"
    r"|\blarge language mode[l]|\bpyp[i]\.org|pythonhoste[d]|/tmp/brie[f]",
    re.IGNORECASE,
)
INLINE = re.compile(r"<script(?![^>]*(?:\bsrc=|type=.application/json.))|<style\b|\sstyle=|\son[a-z]+=|\shx-on|javascript:", re.IGNORECASE)
TEMPLATE_TAG = re.compile(r"{#.*?#}|{% comment.*?endcomment %}|{%.*?%}|{{.*?}}", re.DOTALL)
INLINE_EXCUSE = "{# inline:"  # with the reason why the page may, such as a policy of its own
SIGHT = "visible_to"
EXCUSE = "# anyone:"  # with the reason why sight does not matter on this line
_OWN = "read by the person whose they are, or of somebody who was found by sight"
_MACHINERY = "the house's own machinery, on pages for those who administer it"
_CHOSEN_FROM = "what the desk chooses from, the same for everybody"
#: Models without `visible_to` that views and forms may read all the same, each with the reason. Any other needs one.
SIGHTLESS = {
    "Authenticator": _OWN,
    "BouncingAddress": _OWN,
    "CareSetting": _OWN,
    "Draft": _OWN,
    "DraftFile": _OWN,
    "EmailAddress": _OWN,
    "NewsChoice": _OWN,
    "RoleGrant": _OWN,
    "SocialAccount": _OWN,
    "UserSession": _OWN,
    "Notice": "its querysets take the actor by other names: inbox_of, outbox",
    "Import": _MACHINERY,
    "Parked": _MACHINERY,
    "Turn": _MACHINERY,
    "Verification": _MACHINERY,
    "Worker": _MACHINERY,
    "CallTemplate": _CHOSEN_FROM,
    "Category": _CHOSEN_FROM,
    "Shelf": _CHOSEN_FROM,
    "TextVersion": _CHOSEN_FROM,
}


def faults() -> Faults:
    """Each breach of a house rule, as path:line and what to do instead."""
    return [*_foreign_words(), *_inline_parts(), *_sightless_views()]


def _foreign_words() -> Iterator[str]:
    for path in text_files():
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if found := FOREIGN_WORDS.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: “{found.group()}” says something about a workplace, not about Vakdesk"


def _inline_parts() -> Iterator[str]:
    for path in SOURCE.glob("**/templates/**/*.html"):
        yield from (f"{path.relative_to(ROOT)}:{fault}" for fault in inline_parts(path.read_text()))


def inline_parts(template: str) -> Iterator[str]:
    """Script, style and handlers inside a template, which the Content-Security-Policy would not run."""
    if INLINE_EXCUSE in template:
        return
    bare = TEMPLATE_TAG.sub(lambda tag: "\n" * tag.group().count("\n"), template)
    for number, line in enumerate(bare.splitlines(), 1):
        if found := INLINE.search(line):
            yield f"{number}: “{found.group().strip()}” will not work under our Content-Security-Policy; use a class or a behaviour"


def _sightless_views() -> Iterator[str]:
    guarded = guarded_models(path.read_text() for path in [*SOURCE.glob("*/queries.py"), *SOURCE.glob("*/models.py")])
    if stale := sorted(guarded & SIGHTLESS.keys()):
        yield f"{', '.join(stale)}: has {SIGHT} now, so take it off the list SIGHTLESS"
    for kind in ("views", "forms"):
        for path in [*SOURCE.glob(f"*/{kind}*.py"), *SOURCE.glob(f"*/{kind}/*.py")]:
            yield from (f"{path.relative_to(ROOT)}:{fault}" for fault in sightless_reads(path.read_text(), guarded))


def guarded_models(sources: Iterable[str]) -> Set[str]:
    """The models whose rows not everybody may see: those whose queryset, or a parent's, knows `visible_to`."""
    classes = [node for source in sources for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    querysets = {each.name for each in classes if any(isinstance(part, ast.FunctionDef) and part.name == SIGHT for part in each.body)}
    guarded: set[str] = set()
    while True:
        found = {each.name for each in classes if _names(each) & (querysets | guarded)} - querysets
        if found == guarded:
            return guarded
        guarded = found


def _names(definition: ast.ClassDef) -> Set[str]:
    """What a class is built on: its bases, and the queryset that `objects` is made of."""
    managers = [
        part.value for part in definition.body if isinstance(part, ast.Assign) and "objects" in {ast.unparse(one) for one in part.targets}
    ]
    return {node.id for root in [*definition.bases, *managers] for node in ast.walk(root) if isinstance(node, ast.Name)}


def sightless_reads(source: str, guarded: Set[str]) -> Iterator[str]:
    """Reads in a view or a form that begin with anything but `Model.objects.visible_to(actor)`, and of models that know no sight.

    The rows that a form's field is declared with are narrowed by the form itself, when it knows who fills it in.
    """
    lines, tree = source.splitlines(), ast.parse(source)
    narrowed = {
        inner for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _is_sight(node.attr) for inner in ast.walk(node.value)
    }
    forms = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    declared = {inner for form in forms for choice in _choices(form) for inner in ast.walk(choice)}
    for node in ast.walk(tree):
        model = "" if node in narrowed else _read_past_sight(node)
        if not model[:1].isupper() or model in SIGHTLESS or EXCUSE in lines[node.lineno - 1]:  # type: ignore[attr-defined]
            continue
        if model not in guarded:
            yield f"{node.lineno}: {model} knows no {SIGHT}: give its queryset one, or list it in SIGHTLESS with the reason"  # type: ignore[attr-defined]
        elif node not in declared:
            yield f"{node.lineno}: begin with {model}.objects.{SIGHT}(request.actor), or say why not with “{EXCUSE} …”"  # type: ignore[attr-defined]


def _choices(form: ast.ClassDef) -> Iterator[ast.AST]:
    """The fields in its body that offer rows; all of it where it is such a field itself."""
    if any(ast.unparse(base).endswith("ChoiceField") for base in form.bases):
        yield form
    for part in form.body:
        match part:
            case ast.Assign(value=ast.Call(func=field)) if ast.unparse(field).endswith("ChoiceField"):
                yield part


def _read_past_sight(node: ast.AST) -> str:
    """The name of the model that is read there without sight, or ""."""
    match node:
        case ast.Attribute(attr=method, value=ast.Attribute(attr="objects" | "_default_manager" | "_base_manager", value=model)) if (
            not _is_sight(method)
        ):
            return ast.unparse(model).rpartition(".")[2]
        case ast.Call(func=ast.Name(id="get_object_or_404" | "get_list_or_404"), args=[ast.Name() | ast.Attribute() as model, *_]):
            return ast.unparse(model).removesuffix(".objects").rpartition(".")[2]
    return ""


def _is_sight(method: str) -> bool:
    """`visible_to`, a narrower one such as `visible_to_staff`, or nothing at all."""
    return method.startswith(SIGHT) or method == "none"
