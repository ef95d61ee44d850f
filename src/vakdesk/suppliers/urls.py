"""Addresses of suppliers."""

from django.urls import path

from vakdesk.suppliers import views

app_name = "suppliers"
urlpatterns = [
    path("", views.suppliers, name="suppliers"),
    path("new/", views.add_supplier, name="add_supplier"),
    path("<int:pk>/", views.supplier, name="supplier"),
    path("<int:pk>/edit/", views.edit_supplier, name="edit_supplier"),
]
