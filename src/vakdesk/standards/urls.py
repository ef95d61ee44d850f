"""Addresses of standards: what there is of them, what looks wrong in them, the activities, and what succeeds what."""

from django.urls import path

from vakdesk.standards import views

app_name = "standards"
urlpatterns = [
    path("", views.frameworks, name="frameworks"),
    path("import/", views.import_framework, name="import_framework"),
    path("activities/", views.activities, name="activities"),
    path("activities/<slug:code>/", views.activity, name="activity"),
    path("succession/", views.succession, name="succession"),
    path("outlines/<slug:key>/", views.outline, name="outline"),
    path("<int:pk>/", views.framework, name="framework"),
    path("<int:pk>/findings/", views.findings, name="findings"),
    path("findings/<int:pk>/settle/", views.settle, name="settle"),
    path("links/<int:pk>/confirm/", views.confirm, name="confirm"),
]
