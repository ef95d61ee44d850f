"""Addresses of the shell itself."""

from django.urls import path

from vakdesk.ui import styleguide, views

app_name = "ui"
urlpatterns = [
    path("assets/<slug:digest>/<path:name>", views.asset, name="asset"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("preferences/", views.prefer, name="prefer"),
    path("commands/", views.commands, name="commands"),
    path("shortcuts/", views.shortcuts, name="shortcuts"),
    path("search/", views.search, name="search"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("styleguide/form/", styleguide.styleguide_form, name="styleguide_form"),
]
