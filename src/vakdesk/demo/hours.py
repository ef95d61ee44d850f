"""When people work in the sample company: 08:00 to 17:00 on worked days, in the house's time zone."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from vakdesk.kit.workdays import is_worked

OPENS, CLOSES = time(8), time(17)
WORKDAY = timedelta(hours=9)


def on_duty(moment: datetime) -> datetime:
    """The moment itself when it is worked, else the next opening."""
    local = moment.astimezone(ZoneInfo(settings.TIME_ZONE))
    if local.time() >= CLOSES:
        local = _opening(local + timedelta(days=1))
    elif local.time() < OPENS:
        local = _opening(local)
    while not is_worked(local.date(), settings.HOLIDAYS_OF):
        local = _opening(local + timedelta(days=1))
    return local


def worked_after(moment: datetime, length: timedelta) -> datetime:
    """The moment at which `length` has been worked: Friday 16:30 and an hour give Monday 08:30."""
    local, left = on_duty(moment), length
    while left > (today := datetime.combine(local.date(), CLOSES, local.tzinfo) - local):
        local, left = on_duty(_opening(local + timedelta(days=1))), left - today
    return local + left


def evening(moment: datetime, minutes: int) -> datetime:
    """That day at 19:00 and so many minutes, when people at home think of their laptop again."""
    local = moment.astimezone(ZoneInfo(settings.TIME_ZONE))
    return datetime.combine(local.date(), time(19), local.tzinfo) + timedelta(minutes=minutes)


def _opening(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), OPENS, moment.tzinfo)
