from vakdesk.kit.room import Room


class Feedback(Room):
    """What requesters think of how it went: a face after the end, and complaints that pass by whom they are about."""

    name = "vakdesk.feedback"
    route = "feedback/"
