"""Addresses of the access register: who has what, applications, reviews, leavers, and what a ticket asks for."""

from django.urls import path

from vakdesk.grants import views

app_name = "grants"
urlpatterns = [
    path("", views.grants, name="grants"),
    path("grants/<int:pk>/", views.grant, name="grant"),
    path("grants/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/take-everything-away/", views.take_everything_away, name="take_everything_away"),
    path("leavers/", views.leavers, name="leavers"),
    path("leavers/mark/", views.mark_leaving, name="mark_leaving"),
    path("applications/", views.applications, name="applications"),
    path("applications/new/", views.add_application, name="add_application"),
    path("applications/<int:pk>/", views.application, name="application"),
    path("applications/<int:pk>/edit/", views.edit_application, name="edit_application"),
    path("applications/<int:pk>/rights/new/", views.add_right, name="add_right"),
    path("rights/<int:pk>/edit/", views.edit_right, name="edit_right"),
    path("reviews/", views.campaigns, name="campaigns"),
    path("reviews/new/", views.begin_campaign, name="begin_campaign"),
    path("reviews/<int:pk>/", views.campaign, name="campaign"),
    path("reviews/<int:pk>/close/", views.close_campaign, name="close_campaign"),
    path("wishes/<int:pk>/change/", views.change_wish, name="change_wish"),
    path("tickets/<slug:reference>/wish/", views.wish, name="wish"),
    path("tickets/<slug:reference>/account/", views.account_work, name="account_work"),
    path("tickets/<slug:reference>/record/", views.record_grant, name="record_grant"),
]
