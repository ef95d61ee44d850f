"""Addresses of passports, /passport/, of evidence, /passport/evidence/7/, and of the purpose they serve."""

from django.urls import path

from vakdesk.competence.views import coaching, copying, developing, evidence, passport, purposes, witness

app_name = "competence"
urlpatterns = [
    path("", passport.passport, name="passport"),
    path("open/", passport.open_own, name="open_passport"),
    path("print/", passport.as_pdf, name="pdf"),
    path("hints/", passport.set_hints, name="set_hints"),
    path("would-help/", passport.hints, name="hints"),
    path("people/", coaching.people, name="people"),
    path("people/<int:person>/", coaching.passport_of, name="passport_of"),
    path("people/<int:person>/open/", coaching.open_theirs, name="open_theirs"),
    path("people/<int:person>/print/", coaching.pdf_of, name="pdf_of"),
    path("people/<int:person>/observe/", coaching.observe, name="observe"),
    path("people/<int:person>/ask-witness/", coaching.ask_witness, name="ask_witness"),
    path("people/<int:person>/growing/", developing.development, name="development"),
    path("people/<int:person>/growing/<slug:standard>/<str:code>/rate/", developing.rate, name="rate"),
    path("people/<int:person>/growing/<slug:standard>/<str:code>/plan/", developing.plan, name="plan"),
    path("plans/<int:pk>/step/", developing.finish_step, name="finish_step"),
    path("plans/<int:pk>/review/", developing.review, name="review"),
    path("work/", evidence.suggestions, name="suggestions"),
    path("work/<int:pk>/submit/", evidence.submit, name="submit"),
    path("evidence/", evidence.mine, name="mine"),
    path("evidence/bring/", evidence.bring, name="bring"),
    path("evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<int:pk>/accept/", evidence.accept, name="accept"),
    path("evidence/<int:pk>/withdraw/", evidence.withdraw, name="withdraw"),
    path("evidence/<int:pk>/file/", evidence.download, name="download"),
    path("evidence/<int:pk>/copy/", copying.prepare_copy, name="prepare_copy"),
    path("copies/<int:pk>/", copying.copy, name="copy"),
    path("copies/<int:pk>/release/", copying.release_copy, name="release_copy"),
    path("copies/<int:pk>/refuse/", copying.refuse_copy, name="refuse_copy"),
    path("copies/<int:pk>/take/", copying.take_copy, name="take_copy"),
    path("witness/<str:token>/", witness.testify, name="testify"),
    path("clients/", purposes.purposes, name="purposes"),
    path("clients/<int:pk>/allow/", purposes.switch_on, name="switch_on"),
    path("clients/<int:pk>/end/", purposes.switch_off, name="switch_off"),
]
