"""Addresses of what requesters think."""

from django.urls import path

from vakdesk.feedback import views

app_name = "feedback"
urlpatterns = [
    path("", views.results, name="results"),
    path("handler/", views.name_handler, name="name_handler"),
    path("link/<str:token>/", views.rate_by_link, name="rate_by_link"),
    path("<slug:reference>/rate/", views.rate, name="rate"),
]
