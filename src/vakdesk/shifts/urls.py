"""Addresses of the rota, /shifts/, and of its lines, /shifts/lines/7/change/."""

from django.urls import path

from vakdesk.shifts.views import appointments, day, ending, morning, rota

app_name = "shifts"
urlpatterns = [
    path("", rota.rota, name="rota"),
    path("team/<int:team>/plan/", rota.plan, name="plan"),
    path("team/<int:team>/copy-week/", rota.copy_week, name="copy_week"),
    path("day/", day.day, name="day"),
    path("feed/", day.feed, name="feed"),
    path("feed/open/", day.open_feed, name="open_feed"),
    path("feed/close/", day.close_feed, name="close_feed"),
    path("calendar/<str:token>.ics", day.calendar, name="calendar"),
    path("end/", ending.end_shift, name="end_shift"),
    path("morning/", morning.morning, name="morning"),
    path("lines/<int:pk>/change/", rota.change, name="change"),
    path("lines/<int:pk>/remove/", rota.remove, name="remove"),
    path("appointments/<int:pk>/reschedule/", appointments.reschedule, name="reschedule"),
    path("appointments/<int:pk>/cancel/", appointments.cancel, name="cancel"),
    path("appointments/<int:pk>/safety/", appointments.check_safety, name="check_safety"),
    path("appointments/<int:pk>/consent/", appointments.record_consent, name="record_consent"),
    path("appointments/<int:pk>/start/", appointments.start, name="start"),
    path("appointments/<int:pk>/finish/", appointments.finish, name="finish"),
    path("<slug:reference>/arrange/", appointments.arrange, name="arrange"),
]
