"""The kit as template tags, known in every template without loading."""

from typing import Any

from django import template
from django.db.models import Model
from django.forms import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import Sentence
from vakdesk.ui import components, once, registry, safe_html
from vakdesk.ui.shell import drawn

register = template.Library()
register.simple_tag(components.icon)
register.simple_tag(components.mark)
register.simple_tag(components.rank)
register.simple_tag(components.avatar)
register.simple_tag(components.person)
register.simple_tag(components.pill)
register.simple_tag(components.kbd)
register.simple_tag(components.meter)
register.simple_tag(components.moment)
register.simple_tag(components.address, name="asset")
register.filter("exact", components.exact)
register.filter("in_words", components.in_words)
register.filter("span", components.span)
register.filter("bytes_in_words", components.bytes_in_words)
register.filter("markdown", safe_html.markdown)


@register.simple_tag(takes_context=True)
def may(context: Context, permission: str, on: Any = None) -> bool:
    """`{% may "tickets.resolve" ticket as ok %}`: whether the reader may, on that record or at all."""
    actor = context["request"].actor
    return actor is not None and actor.may(Permission.registry[permission], on)


@register.simple_tag
def once_field() -> SafeString:
    """The token by which the same form sent twice acts once."""
    return format_html('<input type="hidden" name="{}" value="{}">', once.FIELD, once.new_token())


@register.simple_tag
def field(bound: BoundField, hint: Sentence = "", bare: bool = False) -> SafeString:
    """A form field with its label, help and error. `bare` keeps the label for screen readers only."""
    described = [f"{bound.auto_id}_help"] if bound.help_text or hint else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    attributes = {"aria-describedby": " ".join(described)} if described else {}
    grouped = bound.use_fieldset
    kind = type(bound.field.widget).__name__.lower()
    context = {"field": bound, "hint": hint, "bare": bare, "grouped": grouped, "kind": kind, "described": " ".join(described)}
    context["control"] = bound.as_widget(attrs={} if grouped else attributes)
    return mark_safe(render_to_string("ui/form/field.html", context))


@register.simple_tag(takes_context=True)
def part_of_shell(context: Context, template_name: str) -> SafeString:
    """A part that is the same on every page of whoever sees the same shell. It knows `shell` and `actor`, nothing of the page."""
    return drawn(context["shell"], template_name, sought=context.get("search_text", ""))


@register.simple_tag(takes_context=True)
def query(context: Context, **changed: Any) -> str:
    """This page's query with some words changed; None takes a word out."""
    words = context["request"].GET.copy()
    for name, value in changed.items():
        words.pop(name, None) if value is None else words.__setitem__(name, str(value))
    return f"?{words.urlencode()}"


@register.simple_tag(takes_context=True)
def panels(context: Context, thing: Model, slot: str = "side") -> SafeString:
    """What other rooms show on this record's page."""
    return mark_safe("".join(registry.panels(context["request"], thing, slot)))


@register.simple_tag(takes_context=True)
def beside(context: Context, slot: str) -> SafeString:
    """What other rooms lay beside every page. Nothing where a page is drawn without a request."""
    request = context.get("request")
    return mark_safe("".join(registry.pieces_beside(request, slot)) if request else "")


@register.simple_tag(takes_context=True)
def commands_on(context: Context, thing: Model) -> list[tuple[registry.PaletteAction, str]]:
    """What other rooms offer to do with this record, each with its address."""
    return registry.commands_on(context["request"], thing)


@register.simple_block_tag
def card(
    content: str, title: Sentence = "", *, link: str = "", link_label: Sentence = "", icon: str = "", tone: str = "", anchor: str = ""
) -> SafeString:
    """`{% card title=… %}…{% endcard %}`: a part of a page's side, with an optional link at its head."""
    drawn = components.icon(icon) if icon else ""
    head = format_html("<h2>{}{}</h2>", drawn, title) + (format_html('<a href="{}">{}</a>', link, link_label) if link else "")
    attributes = (format_html(' data-tone="{}"', tone) if tone else "") + (format_html(' id="{}"', anchor) if anchor else "")
    headed = format_html('<header class="card-head">{}</header>', mark_safe(head)) if title else ""
    return format_html('<section class="card"{}>{}{}</section>', mark_safe(attributes), headed, mark_safe(content))


@register.simple_block_tag
def notice(content: str, tone: str = "accent", icon: str = "info", title: Sentence = "") -> SafeString:
    """`{% notice tone="warn" %}…{% endnotice %}`: something the reader should know before going on."""
    return _wrapped("ui/notice.html", content, tone=tone, icon=icon, title=title)


@register.simple_block_tag
def dialog(content: str, name: str, title: Sentence) -> SafeString:
    """`{% dialog "example" _("Example") %}…{% enddialog %}`: opened by an element with `data-behaviour="dialog" data-dialog="example"`."""
    return _wrapped("ui/dialog.html", content, name=name, title=title)


@register.simple_block_tag
def menu(content: str, label: Sentence, *, icon: str = "", kind: str = "plain", only_icon: bool = False, align: str = "end") -> SafeString:
    """`{% menu label=_("New") icon="plus" %}<li>…{% endmenu %}`: a button that opens a short list; works without script."""
    return _wrapped("ui/menu.html", content, label=label, icon=icon, kind=kind, only_icon=only_icon, align=align)


def _wrapped(template_name: str, content: str, **context: Any) -> SafeString:
    return mark_safe(render_to_string(template_name, {"content": content, **context}))
