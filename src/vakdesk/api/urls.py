"""Addresses of the API and of the pages about it."""

from django.urls import path

from vakdesk.api import door
from vakdesk.api.views import docs, tokens

app_name = "api"
urlpatterns = [
    path("", docs.docs, name="docs"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.make_token, name="make_token"),
    path("tokens/machine/", tokens.make_machine, name="make_machine"),
    path("tokens/<int:pk>/", tokens.token, name="token"),
    path("tokens/<int:pk>/revoke/", tokens.revoke_token, name="revoke_token"),
    path("v1/openapi.json", docs.openapi, name="openapi"),
    path("v1/", door.door, name="root"),
    path("v1/<path:path>", door.door, name="door"),
]
