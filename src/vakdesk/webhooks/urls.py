"""Addresses of webhooks."""

from django.urls import path

from vakdesk.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("", views.endpoints, name="endpoints"),
    path("new/", views.add_endpoint, name="add_endpoint"),
    path("<int:pk>/", views.endpoint, name="endpoint"),
    path("<int:pk>/edit/", views.edit_endpoint, name="edit_endpoint"),
    path("<int:pk>/rotate-secret/", views.rotate_secret, name="rotate_secret"),
    path("<int:pk>/pause/", views.pause_endpoint, name="pause_endpoint"),
    path("<int:pk>/resume/", views.resume_endpoint, name="resume_endpoint"),
    path("<int:pk>/test/", views.try_endpoint, name="try_endpoint"),
    path("<int:pk>/remove/", views.remove_endpoint, name="remove_endpoint"),
    path("<int:pk>/deliveries/<int:delivery>/resend/", views.resend, name="resend"),
]
