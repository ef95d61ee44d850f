"""Addresses of rules."""

from django.urls import path

from vakdesk.rules import views

app_name = "rules"
urlpatterns = [
    path("", views.rules, name="rules"),
    path("new/", views.add, name="add"),
    path("dry-run/", views.dry_run, name="dry_run"),
    path("<int:pk>/", views.rule, name="rule"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/move/", views.move, name="move"),
    path("<int:pk>/switch-on/", views.switch_on, name="switch_on"),
    path("<int:pk>/switch-off/", views.switch_off, name="switch_off"),
    path("<int:pk>/remove/", views.remove, name="remove"),
]
