"""Addresses of people, teams, organisations and groups; of one's own account; of the very first one."""

from django.urls import path

from vakdesk.people.views import account, importing, people, teams

app_name = "people"
urlpatterns = [
    path("welcome/", account.welcome, name="welcome"),
    path("profile/", account.profile, name="profile"),
    path("profile/edit-self/", account.edit_self, name="edit_self"),
    path("profile/prove-address/<str:proof>/", account.prove_address, name="prove_address"),
    path("people/", people.people, name="people"),
    path("people/register/", people.register, name="register"),
    path("people/lookup/", people.lookup, name="lookup"),
    path("people/import/", importing.upload, name="import"),
    path("people/import/preview/", importing.preview, name="preview_import"),
    path("people/import/confirm/", importing.confirm, name="confirm_import"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.edit, name="edit"),
    path("people/<int:pk>/record-leaving/", people.record_leaving, name="record_leaving"),
    path("people/<int:pk>/record-return/", people.record_return, name="record_return"),
    path("people/<int:pk>/give-account/", people.give_account, name="give_account"),
    path("people/<int:pk>/grant-role/", people.grant_role, name="grant_role"),
    path("people/<int:pk>/roles/<int:grant>/end-role/", people.end_role, name="end_role"),
    path("people/<int:pk>/add-address/", people.add_address, name="add_address"),
    path("people/<int:pk>/addresses/<int:address>/choose-address/", people.choose_address, name="choose_address"),
    path("people/<int:pk>/addresses/<int:address>/remove-address/", people.remove_address, name="remove_address"),
    path("people/<int:pk>/addresses/<int:address>/clear-bouncing/", people.clear_bouncing, name="clear_bouncing"),
    path("teams/", teams.teams, name="teams"),
    path("teams/add-team/", teams.add_team, name="add_team"),
    path("teams/<int:pk>/", teams.team, name="team"),
    path("teams/<int:pk>/edit-team/", teams.edit_team, name="edit_team"),
    path("teams/<int:pk>/join-team/", teams.join_team, name="join_team"),
    path("teams/<int:pk>/members/<int:person>/leave-team/", teams.leave_team, name="leave_team"),
    path("organisations/", teams.organisations, name="organisations"),
    path("organisations/add-organisation/", teams.add_organisation, name="add_organisation"),
    path("organisations/<int:pk>/", teams.organisation, name="organisation"),
    path("organisations/<int:pk>/edit-organisation/", teams.edit_organisation, name="edit_organisation"),
    path("groups/", teams.groups, name="groups"),
    path("groups/add-group/", teams.add_group, name="add_group"),
    path("groups/<int:pk>/", teams.group, name="group"),
    path("groups/<int:pk>/join-group/", teams.join_group, name="join_group"),
    path("groups/<int:pk>/members/<int:person>/leave-group/", teams.leave_group, name="leave_group"),
]
