"""Addresses of services."""

from django.urls import path

from vakdesk.services import views

app_name = "services"
urlpatterns = [
    path("", views.services, name="services"),
    path("new/", views.add_service, name="add_service"),
    path("<int:pk>/", views.service, name="service"),
    path("<int:pk>/edit/", views.edit_service, name="edit_service"),
]
