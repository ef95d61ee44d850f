from vakdesk.kit.room import Room


class Portal(Room):
    """Its addresses begin with portal/, but for the start of the house, which sends everybody where they belong."""

    name = "vakdesk.portal"
    route = ""
