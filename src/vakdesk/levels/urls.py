"""Addresses of agreements, calendars, deviations and reports."""

from django.urls import path

from vakdesk.levels.views import agreements, calendars, deviations, reports

app_name = "levels"
urlpatterns = [
    path("", agreements.agreements, name="agreements"),
    path("new/", agreements.add_agreement, name="add_agreement"),
    path("<int:pk>/", agreements.agreement, name="agreement"),
    path("<int:pk>/change/", agreements.change_agreement, name="change_agreement"),
    path("<int:pk>/end/", agreements.end_agreement, name="end_agreement"),
    path("<int:pk>/delete/", agreements.delete_agreement, name="delete_agreement"),
    path("<int:pk>/report/", reports.report, name="report"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/new/", calendars.add_calendar, name="add_calendar"),
    path("calendars/<int:pk>/", calendars.calendar, name="calendar"),
    path("calendars/<int:pk>/change/", calendars.change_calendar, name="change_calendar"),
    path("calendars/<int:pk>/end/", calendars.end_calendar, name="end_calendar"),
    path("calendars/<int:pk>/recount/", calendars.recount_calendar, name="recount_calendar"),
    path("clocks/", reports.clocks, name="clocks"),
    path("deviations/", deviations.deviations, name="deviations"),
    path("deviations/<slug:reference>/", deviations.deviation, name="deviation"),
    path("deviations/<slug:reference>/explain/", deviations.explain, name="explain_deviation"),
    path("deviations/<slug:reference>/link/", deviations.link, name="link_deviation"),
    path("deviations/<slug:reference>/unlink/<int:pk>/", deviations.unlink, name="unlink_deviation"),
]
