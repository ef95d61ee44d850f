"""One function per verb. Each checks, changes and records in one act; forms that are being filled in are their writer's own."""

from vakdesk.catalogue.actions.arranging import (
    add_field,
    add_offering,
    add_shelf,
    edit_field,
    edit_offering,
    edit_shelf,
    install,
    move_field,
    publish,
    remove_field,
    set_fields,
    set_tasks,
    take_in,
    withdraw,
)
from vakdesk.catalogue.actions.ordering import add_files, answer, begin, remove_file, send, throw_away

__all__ = [
    "add_field",
    "add_files",
    "add_offering",
    "add_shelf",
    "answer",
    "begin",
    "edit_field",
    "edit_offering",
    "edit_shelf",
    "install",
    "move_field",
    "publish",
    "remove_field",
    "remove_file",
    "send",
    "set_fields",
    "set_tasks",
    "take_in",
    "throw_away",
    "withdraw",
]
