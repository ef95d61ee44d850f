"""The inbox of whoever is signed in and how they hear, the outbox of the house, and what its mails say."""

from django.urls import path

from vakdesk.notices.views import inbox, outbox, preferences, texts

app_name = "notices"
urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/open/<int:pk>/", inbox.open_notice, name="open"),
    path("inbox/read/", inbox.mark_read, name="mark_read"),
    path("inbox/read/all/", inbox.mark_all_read, name="mark_all_read"),
    path("inbox/choose/", preferences.preferences, name="preferences"),
    path("inbox/stop/<str:token>/", preferences.stop, name="stop"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:pk>/", outbox.mail, name="mail"),
    path("outbox/<int:pk>/again/", outbox.retry, name="retry"),
    path("outbox/<int:pk>/give-up/", outbox.give_up, name="give_up"),
    path("outbox/texts/", texts.texts, name="texts"),
    path("outbox/texts/<str:name>/<str:language>/", texts.edit, name="text"),
    path("outbox/texts/<str:name>/<str:language>/preview/", texts.preview, name="preview"),
    path("outbox/texts/<str:name>/<str:language>/shipped/", texts.reset, name="reset_text"),
]
