from vakdesk.kit.room import Room


class Tickets(Room):
    name = "vakdesk.tickets"
    route = "tickets/"
