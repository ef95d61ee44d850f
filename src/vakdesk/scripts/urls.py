"""Addresses of the editor of question scripts, and of what is asked about a ticket."""

from django.urls import path

from vakdesk.scripts.views import answering, arranging, reports

app_name = "scripts"
urlpatterns = [
    path("", arranging.scripts, name="scripts"),
    path("report/", reports.report, name="report"),
    path("new/", arranging.add_script, name="add_script"),
    path("<int:pk>/", arranging.script, name="script"),
    path("<int:pk>/edit/", arranging.edit_script, name="edit_script"),
    path("<int:pk>/preview/", arranging.preview, name="preview"),
    path("<int:pk>/publish/", arranging.publish, name="publish"),
    path("<int:pk>/withdraw/", arranging.withdraw, name="withdraw"),
    path("<int:pk>/questions/new/", arranging.add_question, name="add_question"),
    path("<int:pk>/questions/<slug:key>/", arranging.edit_question, name="edit_question"),
    path("<int:pk>/questions/<slug:key>/move/", arranging.move_question, name="move_question"),
    path("<int:pk>/questions/<slug:key>/remove/", arranging.remove_question, name="remove_question"),
    path("<slug:reference>/answer/", answering.answer, name="answer"),
    path("<slug:reference>/ask/", answering.ask_requester, name="ask_requester"),
    path("<slug:reference>/take-back/", answering.take_back, name="take_back"),
]
