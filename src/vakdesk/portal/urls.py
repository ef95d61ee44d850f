"""Addresses of the portal, and the start of the house."""

from django.urls import path, re_path

from vakdesk.portal.views import acting, answers, asking, home, known, ordering, reports

app_name = "portal"
urlpatterns = [
    path("", home.start, name="start"),
    path("portal/", home.home, name="home"),
    path("portal/alike/", home.alike, name="alike"),
    path("portal/answers/<slug:reference>/", answers.open_answer, name="open_answer"),
    path("portal/answers/<slug:reference>/helped/", answers.helped, name="helped"),
    path("portal/new/<slug:key>/check/", asking.check, name="check"),
    path("portal/new/<slug:key>/keep/", asking.keep, name="keep"),
    path("portal/new/<slug:key>/send/", asking.send, name="send"),
    path("portal/new/<slug:key>/throw-away/", asking.throw_away, name="throw_away"),
    path("portal/new/<slug:key>/files/<int:pk>/remove/", asking.remove_file, name="remove_file"),
    re_path(rf"^portal/new/(?P<key>[-a-zA-Z0-9_]+)/(?P<name>{'|'.join(asking.NAMES)})/$", asking.question, name="question"),
    path("portal/catalogue/", ordering.catalogue, name="catalogue"),
    path("portal/catalogue/<slug:code>/", ordering.offering, name="offering"),
    path("portal/order/<slug:key>/check/", ordering.order_check, name="order_check"),
    path("portal/order/<slug:key>/send/", ordering.order_send, name="order_send"),
    path("portal/order/<slug:key>/throw-away/", ordering.order_throw_away, name="order_throw_away"),
    path("portal/order/<slug:key>/files/<int:pk>/remove/", ordering.remove_order_file, name="remove_order_file"),
    path("portal/order/<slug:key>/<slug:page>/", ordering.fill, name="fill"),
    path("portal/known/<slug:reference>/", known.me_too, name="me_too"),
    path("portal/reports/", reports.reports, name="reports"),
    path("portal/reports/<slug:reference>/", reports.report, name="report"),
    path("portal/reports/<slug:reference>/sent/", reports.sent, name="sent"),
    path("portal/reports/<slug:reference>/reply/", acting.reply, name="reply"),
    path("portal/reports/<slug:reference>/draft/", acting.draft, name="draft"),
    path("portal/reports/<slug:reference>/questions/", acting.questions, name="questions"),
    path("portal/reports/<slug:reference>/confirm/", acting.confirm, name="confirm"),
    path("portal/reports/<slug:reference>/dispute/", acting.dispute, name="dispute"),
    path("portal/reports/<slug:reference>/reopen/", acting.reopen, name="reopen"),
    path("portal/reports/<slug:reference>/withdraw/", acting.withdraw, name="withdraw"),
]
