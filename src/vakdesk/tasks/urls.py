"""Addresses of tasks and time: those of a record, /tasks/TK-1042/add/, and those of one task, /tasks/7/finish/."""

from django.urls import path

from vakdesk.tasks.views import arranging, listing, mine, reports, timing

app_name = "tasks"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("own-time/", timing.own_time, name="own_time"),
    path("own-time/<int:pk>/correct/", timing.correct_time, name="correct_time"),
    path("stop/", timing.stop, name="stop"),
    path("time/", reports.report, name="report"),
    path("sets/", arranging.sets, name="sets"),
    path("sets/new/", arranging.add_set, name="add_set"),
    path("sets/<int:pk>/", arranging.edit_set, name="edit_set"),
    path("<int:pk>/edit/", listing.edit, name="edit"),
    path("<int:pk>/assign/", listing.assign, name="assign"),
    path("<int:pk>/move/", listing.move, name="move"),
    path("<int:pk>/finish/", listing.finish, name="finish"),
    path("<int:pk>/skip/", listing.skip, name="skip"),
    path("<int:pk>/reopen/", listing.reopen, name="reopen"),
    path("<int:pk>/call-back/", listing.call_back, name="call_back"),
    path("<int:pk>/start/", timing.start_on_task, name="start_on_task"),
    path("<slug:reference>/add/", listing.add, name="add"),
    path("<slug:reference>/apply/", listing.apply, name="apply"),
    path("<slug:reference>/estimate/", timing.estimate, name="estimate"),
    path("<slug:reference>/start/", timing.start, name="start"),
    path("<slug:reference>/write-time/", timing.write_time, name="write_time"),
]
