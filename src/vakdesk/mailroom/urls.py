"""Addresses of mail that arrived."""

from django.urls import path

from vakdesk.mailroom import views, views_mailboxes, views_senders

app_name = "mailroom"
urlpatterns = [
    path("mailboxes/", views_mailboxes.mailboxes, name="mailboxes"),
    path("mailboxes/add/", views_mailboxes.choose, name="add_mailbox"),
    path("mailboxes/add/<slug:way>/", views_mailboxes.add, name="add_mailbox_by"),
    path("mailboxes/<int:pk>/", views_mailboxes.mailbox, name="mailbox"),
    path("mailboxes/<int:pk>/edit/", views_mailboxes.edit, name="edit_mailbox"),
    path("mailboxes/<int:pk>/test/", views_mailboxes.try_out, name="test_mailbox"),
    path("mailboxes/<int:pk>/pause/", views_mailboxes.pause, name="pause_mailbox"),
    path("mailboxes/<int:pk>/resume/", views_mailboxes.resume, name="resume_mailbox"),
    path("", views.mail, name="mail"),
    path("<int:pk>/", views.arrival, name="arrival"),
    path("<int:pk>/original/", views.original, name="original"),
    path("<int:pk>/retry/", views.retry, name="retry"),
    path("<int:pk>/discard/", views.discard, name="discard"),
    path("<int:pk>/approve/", views_senders.approve, name="approve"),
    path("<int:pk>/adopt/", views_senders.adopt, name="adopt"),
    path("breakers/<int:pk>/close/", views_senders.close_breaker, name="close_breaker"),
]
