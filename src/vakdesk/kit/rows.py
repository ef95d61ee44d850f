"""Many rows written at once, where Django's `bulk_update` and `bulk_create` compile an expression for every single value."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connections, models, router, transaction


def update_rows(model: type[models.Model], fields: Sequence[str], values: Mapping[Any, Sequence[Any]]) -> None:
    """By primary key: these values now stand in these fields. One statement, prepared once; a row that is gone stays gone."""
    if not (values and fields):
        return
    using = router.db_for_write(model)
    connection = connections[using]
    by_name = {column.name: column for column in model._meta.concrete_fields}
    columns = [by_name[name] for name in fields]
    changed = ", ".join(f"{_quoted(column, connection)} = %s" for column in columns)
    table, key = connection.ops.quote_name(model._meta.db_table), _quoted(model._meta.pk, connection)
    statement = f"UPDATE {table} SET {changed} WHERE {key} = %s"  # noqa: S608  no value stands in it
    rows = [
        [*(column.get_db_prep_save(value, connection) for column, value in zip(columns, own, strict=True)), pk]
        for pk, own in values.items()
    ]
    with transaction.atomic(using=using, savepoint=False), connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def insert_once(row: models.Model) -> bool:
    """The row stands there; False where one with its key, or another that must be unique, stood there before. One statement."""
    using = router.db_for_write(type(row))
    connection = connections[using]
    fields = row._meta.concrete_fields
    columns = ", ".join(_quoted(field, connection) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    table = connection.ops.quote_name(row._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING", values)  # noqa: S608  our own names
        return bool(cursor.rowcount == 1)


def _quoted(column: Any, connection: Any) -> str:
    return str(connection.ops.quote_name(column.column))
