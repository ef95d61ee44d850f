"""Devices are found by what all records say, and by tag, serial number, model and what they are for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from vakdesk.inventory.models import HandoverLine, Item
from vakdesk.kit.prepared import prepared_values
from vakdesk.records.kinds import Side
from vakdesk.records.models import Record
from vakdesk.search.registry import SearchIndex, Text, Weight, indexes


def _described(records: Sequence[Record]) -> Iterable[Text]:
    keys = [record.pk for record in records]
    for pk, *texts in prepared_values("inventory.described", _texts, keys=keys):
        tag, serial, maker, product, function, meant_for = (text or "" for text in texts)
        yield Text(pk, f"{tag} {serial}", Weight.TITLE, Side.PUBLIC)
        yield Text(pk, f"{maker} {product}", Weight.BODY, Side.PUBLIC)
        yield Text(pk, f"{function} {meant_for}", Weight.NOTES)


def _texts(keys: Sequence[int]) -> QuerySet[Any, Any]:
    fields = ("pk", "tag", "serial", "product__maker", "product__name", "function", "meant_for")
    return Item.objects.filter(pk__in=keys).values_list(*fields)  # anyone: notes of the index


def _handed(records: Sequence[Record]) -> Iterable[Text]:
    for handover, tag, serial in prepared_values("inventory.handed", _lines, keys=[record.pk for record in records]):
        yield Text(handover, f"{tag} {serial}", Weight.BODY)


def _lines(keys: Sequence[int]) -> QuerySet[Any, Any]:
    return HandoverLine.objects.filter(handover__in=keys).values_list("handover", "item__tag", "item__serial")  # anyone: as above


indexes.add(SearchIndex("item", _described))
indexes.add(SearchIndex("handover", _handed))
