"""Addresses of articles: their list, the page of each with its versions, and what everybody reads under help/."""

from django.urls import path

from vakdesk.knowledge.views import arranging, files, helping, reading, reports, reviewing, writing

app_name = "knowledge"
urlpatterns = [
    path("", reading.articles, name="articles"),
    path("new/", writing.begin, name="begin"),
    path("categories/", arranging.categories, name="categories"),
    path("categories/new/", arranging.add_category, name="add_category"),
    path("categories/<int:pk>/", arranging.edit_category, name="edit_category"),
    path("report/", reports.report, name="report"),
    path("help/", helping.help_, name="help"),
    path("help/about/<slug:code>/", helping.shelf, name="shelf"),
    path("help/<slug:reference>/", helping.read, name="read"),
    path("help/<slug:reference>/rate/", helping.rate, name="rate"),
    path("<slug:reference>/", reading.article, name="article"),
    path("<slug:reference>/edit/", writing.edit, name="edit"),
    path("<slug:reference>/preview/", writing.preview, name="preview"),
    path("<slug:reference>/files/", files.add_files, name="add_files"),
    path("<slug:reference>/pictures/<int:pk>/", files.picture, name="picture"),
    path("<slug:reference>/files/<int:pk>/", files.download, name="download"),
    path("<slug:reference>/versions/", reading.versions, name="versions"),
    path("<slug:reference>/versions/<int:number>/", reading.version, name="version"),
    path("<slug:reference>/compare/", reading.compare, name="compare"),
    path("<slug:reference>/translate/", writing.translate, name="translate"),
    path("<slug:reference>/arrange/", arranging.arrange, name="arrange"),
    path("<slug:reference>/submit/", reviewing.submit, name="submit"),
    path("<slug:reference>/send-back/", reviewing.send_back, name="send_back"),
    path("<slug:reference>/publish/", reviewing.publish, name="publish"),
    path("<slug:reference>/confirm/", reviewing.confirm, name="confirm"),
    path("<slug:reference>/retire/", reviewing.retire, name="retire"),
]
