"""Addresses of the status page and of planned maintenance."""

from django.urls import path

from vakdesk.status import views

app_name = "status"
urlpatterns = [
    path("", views.status, name="status"),
    path("maintenance.ics", views.calendar_file, name="calendar_file"),
    path("maintenance/", views.maintenance, name="maintenance"),
    path("maintenance/new/", views.plan, name="plan"),
    path("maintenance/<int:pk>/", views.change, name="change"),
    path("maintenance/<int:pk>/cancel/", views.cancel, name="cancel"),
]
