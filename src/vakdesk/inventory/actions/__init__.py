"""What can be done with devices and with what their register is made of."""

from vakdesk.inventory.actions.arranging import add_location, add_product, add_type, edit_location, edit_product, edit_type
from vakdesk.inventory.actions.moving import dispose, end_repair, put_in_use, receive, reinstate, restock, retire, send_to_repair
from vakdesk.inventory.actions.registering import edit, register

__all__ = [
    "add_location",
    "add_product",
    "add_type",
    "dispose",
    "edit",
    "edit_location",
    "edit_product",
    "edit_type",
    "end_repair",
    "put_in_use",
    "receive",
    "register",
    "reinstate",
    "restock",
    "retire",
    "send_to_repair",
]
