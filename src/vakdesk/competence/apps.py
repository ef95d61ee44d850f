from vakdesk.kit.room import Room


class Competence(Room):
    name = "vakdesk.competence"
    route = "passport/"
