"""Addresses of major incidents: their list, the page of each, and every verb."""

from django.urls import path

from vakdesk.majors import views

app_name = "majors"
urlpatterns = [
    path("", views.majors, name="majors"),
    path("of-these/", views.declare_of, name="declare_of"),
    path("answer-these/", views.answer_many, name="answer_many"),
    path("declare/<slug:reference>/", views.declare, name="declare"),
    path("answer/<slug:reference>/", views.answer, name="answer"),
    path("decline/<slug:reference>/", views.decline, name="decline"),
    path("<slug:reference>/", views.major, name="major"),
    path("<slug:reference>/tell/", views.tell, name="tell"),
    path("<slug:reference>/end/", views.end, name="end"),
    path("<slug:reference>/stand-down/", views.stand_down, name="stand_down"),
    path("<slug:reference>/duties/", views.give_duty, name="give_duty"),
    path("<slug:reference>/duties/<int:pk>/end/", views.end_duty, name="end_duty"),
]
