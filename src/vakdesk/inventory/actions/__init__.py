"""What can be done with devices and with what their register is made of."""

from vakdesk.inventory.actions.arranging import add_location, add_product, add_type, edit_location, edit_product, edit_type
from vakdesk.inventory.actions.handing import (
    add_line,
    call_off,
    draw_up,
    file_scan,
    hand_over,
    issue,
    lend,
    remove_line,
    take_back,
)
from vakdesk.inventory.actions.many import edit_many, move_many, take_over, undo_many
from vakdesk.inventory.actions.moving import dispose, end_repair, put_in_use, receive, reinstate, restock, retire, send_to_repair
from vakdesk.inventory.actions.preparing import add_profile, check, edit_profile, make_ready, start_preparing
from vakdesk.inventory.actions.registering import edit, register
from vakdesk.inventory.actions.stocktaking import close_stocktake, scan, start_stocktake

__all__ = [
    "add_line",
    "add_location",
    "add_product",
    "add_profile",
    "add_type",
    "call_off",
    "check",
    "close_stocktake",
    "dispose",
    "draw_up",
    "edit",
    "edit_location",
    "edit_many",
    "edit_product",
    "edit_profile",
    "edit_type",
    "end_repair",
    "file_scan",
    "hand_over",
    "issue",
    "lend",
    "make_ready",
    "move_many",
    "put_in_use",
    "receive",
    "register",
    "reinstate",
    "remove_line",
    "restock",
    "retire",
    "scan",
    "send_to_repair",
    "start_preparing",
    "start_stocktake",
    "take_back",
    "take_over",
    "undo_many",
]
