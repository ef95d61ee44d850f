"""Addresses of the demo's door and tour."""

from django.urls import path

from vakdesk.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.cast, name="cast"),
    path("enter/<slug:key>/", views.enter, name="enter"),
    path("tour/begin/", views.begin_tour, name="begin_tour"),
    path("tour/do/", views.do_step, name="do_step"),
    path("tour/end/", views.end_tour, name="end_tour"),
]
