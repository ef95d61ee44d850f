"""Every room's routes under the prefix its AppConfig names."""

from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from vakdesk.ui import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    path("favicon.ico", views.favicon, name="favicon"),
]
for room in settings.ROOMS:
    route = getattr(apps.get_app_config(room), "route", None)
    if route is not None:
        urlpatterns.append(path(route, include(f"vakdesk.{room}.urls")))
handler403 = "vakdesk.ui.errors.forbidden"
handler404 = "vakdesk.ui.errors.not_found"
handler500 = "vakdesk.ui.errors.broken"
