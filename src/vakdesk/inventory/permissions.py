"""Who may read the register of devices, and who does what with them."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

SEE = Permission("inventory.see", _("Read the register of devices"), granted_to=(*DESK, Role.COACH, Role.ADMINISTRATOR))
REGISTER = Permission("inventory.register", _("Register devices"), granted_to=(*DESK, Role.ADMINISTRATOR), machines=("installer",))
EDIT = Permission("inventory.edit", _("Change what the register says of a device"), granted_to=(*DESK, Role.ADMINISTRATOR))
STOCK = Permission("inventory.stock", _("Take devices into stock and put them in use"), granted_to=DESK)
PREPARE = Permission("inventory.prepare", _("Prepare devices and declare them ready"), granted_to=DESK)
HAND_OVER = Permission("inventory.hand_over", _("Issue, lend and take back devices"), granted_to=DESK)
REPAIR = Permission("inventory.repair", _("Send devices to repair and take them back"), granted_to=DESK)
RETIRE = Permission("inventory.retire", _("Retire devices, and take that back"), granted_to=(Role.AGENT, Role.LEAD))
DISPOSE = Permission("inventory.dispose", _("Dispose of devices, with evidence"), granted_to=(Role.AGENT, Role.LEAD))
COUNT = Permission("inventory.count", _("Count what is where"), granted_to=DESK)
CHANGE_MANY = Permission(
    "inventory.change_many",
    _("Take over lists of devices, and change many at once"),
    granted_to=(Role.AGENT, Role.LEAD, Role.ADMINISTRATOR),
)
ARRANGE = Permission(
    "inventory.arrange", _("Tend types, models and locations"), granted_to=(Role.LEAD, Role.ADMINISTRATOR), machines=("installer",)
)
