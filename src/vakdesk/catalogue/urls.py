"""Addresses of the editor of the catalogue. Those who ask find it at the portal."""

from django.urls import path

from vakdesk.catalogue.views import arranging, looking_up

app_name = "catalogue"
urlpatterns = [
    path("", arranging.offerings, name="offerings"),
    path("new/", arranging.begin, name="begin"),
    path("new/own/", arranging.add_offering, name="add_offering"),
    path("new/file/", arranging.take_in, name="take_in"),
    path("new/from/<slug:code>/", arranging.install, name="install"),
    path("people/", looking_up.people, name="people"),
    path("categories/", arranging.shelves, name="shelves"),
    path("categories/new/", arranging.add_shelf, name="add_shelf"),
    path("categories/<int:pk>/", arranging.edit_shelf, name="edit_shelf"),
    path("<int:pk>/", arranging.offering, name="offering"),
    path("<int:pk>/edit/", arranging.edit_offering, name="edit_offering"),
    path("<int:pk>/preview/", arranging.preview, name="preview"),
    path("<int:pk>/file/", arranging.take_out, name="take_out"),
    path("<int:pk>/publish/", arranging.publish, name="publish"),
    path("<int:pk>/withdraw/", arranging.withdraw, name="withdraw"),
    path("<int:pk>/tasks/", arranging.set_tasks, name="set_tasks"),
    path("<int:pk>/fields/new/", arranging.add_field, name="add_field"),
    path("<int:pk>/fields/<slug:key>/", arranging.edit_field, name="edit_field"),
    path("<int:pk>/fields/<slug:key>/move/", arranging.move_field, name="move_field"),
    path("<int:pk>/fields/<slug:key>/remove/", arranging.remove_field, name="remove_field"),
]
