"""Lists: declared columns, filters, views, sorting, keyset pages, bulk acts and CSV, with and without script."""

from vakdesk.ui.lists.answering import answer
from vakdesk.ui.lists.columns import Column, Sort
from vakdesk.ui.lists.conditions import Condition
from vakdesk.ui.lists.filters import Choice, Filter, Text
from vakdesk.ui.lists.page import Bulk, Context, Download, Empty, ListPage, View
from vakdesk.ui.lists.rows import work_row

__all__ = [
    "Bulk",
    "Choice",
    "Column",
    "Condition",
    "Context",
    "Download",
    "Empty",
    "Filter",
    "ListPage",
    "Sort",
    "Text",
    "View",
    "answer",
    "work_row",
]
