"""Addresses of the rota, /shifts/, and of its lines, /shifts/lines/7/change/."""

from django.urls import path

from vakdesk.shifts.views import ending, morning, rota

app_name = "shifts"
urlpatterns = [
    path("", rota.rota, name="rota"),
    path("team/<int:team>/plan/", rota.plan, name="plan"),
    path("team/<int:team>/copy-week/", rota.copy_week, name="copy_week"),
    path("end/", ending.end_shift, name="end_shift"),
    path("morning/", morning.morning, name="morning"),
    path("lines/<int:pk>/change/", rota.change, name="change"),
    path("lines/<int:pk>/remove/", rota.remove, name="remove"),
]
