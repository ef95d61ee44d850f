"""Addresses of what was brought in."""

from django.urls import path

from vakdesk.history import views

app_name = "history"
urlpatterns = [
    path("", views.runs, name="runs"),
    path("<int:pk>/", views.run, name="run"),
]
