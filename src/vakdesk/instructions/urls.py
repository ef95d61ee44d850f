"""Addresses of instructions: writing and giving them for staff, following them for whoever has them."""

from django.urls import path

from vakdesk.instructions.views import following, giving, writing

app_name = "instructions"
urlpatterns = [
    path("", writing.instructions, name="instructions"),
    path("new/", writing.add, name="add"),
    path("measured/", writing.measured, name="measured"),
    path("mine/", following.mine, name="mine"),
    path("give/", giving.give_on, name="give_on"),
    path("register/", giving.register, name="register"),
    path("register/remind/", giving.remind_many, name="remind_many"),
    path("givings/<int:pk>/remind/", giving.remind, name="remind"),
    path("givings/<int:pk>/take-back/", giving.take_back, name="take_back"),
    path("files/<int:pk>/", following.medium, name="medium"),
    path("<slug:reference>/", writing.instruction, name="instruction"),
    path("<slug:reference>/edit/", writing.edit, name="edit"),
    path("<slug:reference>/steps/add/", writing.add_step, name="add_step"),
    path("<slug:reference>/steps/<slug:key>/edit/", writing.edit_step, name="edit_step"),
    path("<slug:reference>/steps/<slug:key>/move/", writing.move_step, name="move_step"),
    path("<slug:reference>/steps/<slug:key>/remove/", writing.remove_step, name="remove_step"),
    path("<slug:reference>/questions/add/", writing.add_question, name="add_question"),
    path("<slug:reference>/questions/<slug:key>/remove/", writing.remove_question, name="remove_question"),
    path("<slug:reference>/submit/", writing.submit, name="submit"),
    path("<slug:reference>/publish/", writing.publish, name="publish"),
    path("<slug:reference>/send-back/", writing.send_back, name="send_back"),
    path("<slug:reference>/withdraw/", writing.withdraw, name="withdraw"),
    path("<slug:reference>/give/", giving.give, name="give"),
    path("<slug:reference>/session/", giving.hold_session, name="hold_session"),
    path("<slug:reference>/group/", giving.group, name="group"),
    path("<slug:reference>/read/", following.read, name="read"),
    path("<slug:reference>/pdf/", following.pdf, name="pdf"),
    path("<slug:reference>/read/<int:number>/", following.step, name="step"),
    path("<slug:reference>/read/end/", following.end, name="end"),
    path("<slug:reference>/begin/", following.begin, name="begin"),
    path("<slug:reference>/acknowledge/", following.acknowledge, name="acknowledge"),
    path("<slug:reference>/worked/", following.worked, name="worked"),
    path("<slug:reference>/failed/", following.failed, name="failed"),
]
