"""The article that an address names, if whoever asks may see it, and how its text becomes a page."""

from functools import partial

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString

from vakdesk.knowledge.models import Article
from vakdesk.knowledge.rendering import rendered


def to_read(request: HttpRequest, reference: str) -> Article:
    """Published for them, or theirs to work on; otherwise 404."""
    rows = Article.objects.visible_to(request.actor).with_people().select_related("original__published", "original__record")
    return get_object_or_404(rows, record__reference=reference.upper())


def to_work_on(request: HttpRequest, reference: str) -> Article:
    rows = Article.objects.visible_to_writer(request.actor).with_people().select_related("original__published", "original__record")
    return get_object_or_404(rows, record__reference=reference.upper())


def drawn(article: Article, text: str) -> SafeString:
    return rendered(text, partial(_address, "knowledge:picture", article), partial(_address, "knowledge:download", article))


def _address(url_name: str, article: Article, key: int) -> str:
    return reverse(url_name, args=[article.reference, key])
