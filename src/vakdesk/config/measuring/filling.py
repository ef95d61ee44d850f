"""A desk of N tickets in its folder or database, with conversations, entries, clocks, notices and the search index."""

from datetime import timedelta

from django.db import connection

from vakdesk.config.measuring.copying import Copier, Marks
from vakdesk.config.measuring.stories import SET, STEP, House, found, play
from vakdesk.kit import clock
from vakdesk.search.index import rebuild


def fill(tickets: int) -> House:
    """At least `tickets` of them, a multiple of SET, the newest of this hour."""
    sets = max(2, -(-tickets // SET))
    begins = clock.now() - sets * STEP - timedelta(hours=1)
    house = found()
    marks = [Marks()]
    for number in (0, 1):
        play(house, number, begins + number * STEP)
        marks.append(Marks())
    Copier(house, marks[1].since(marks[0]), marks[2].since(marks[1])).write(sets)
    rebuild()
    if connection.vendor == "postgresql":  # whose own keeper would do so soon; SQLite's tables are never analysed
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return house
