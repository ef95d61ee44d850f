"""Addresses of approvals: those who decide, those who ask, and the link in a mail."""

from django.urls import path

from vakdesk.approvals import views

app_name = "approvals"
urlpatterns = [
    path("", views.approvals, name="approvals"),
    path("deputies/", views.deputies, name="deputies"),
    path("deputies/<int:pk>/end/", views.end_deputy, name="end_deputy"),
    path("by-mail/<str:token>/", views.by_mail, name="by_mail"),
    path("ask/<slug:reference>/", views.ask_approval, name="ask"),
    path("seats/<int:pk>/appoint/", views.appoint, name="appoint"),
    path("<int:pk>/", views.approval, name="approval"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
