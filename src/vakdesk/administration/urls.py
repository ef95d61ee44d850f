"""The logbook, background jobs, health and erasing personal data: pages for those who look after the house."""

from django.urls import path

from vakdesk.administration.views import audit, erasing, exports, health, jobs

app_name = "administration"
urlpatterns = [
    path("logbook/", audit.audit, name="audit"),
    path("logbook/<int:pk>/", audit.entry, name="entry"),
    path("logbook/verify/", audit.verify, name="verify"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/retry/", jobs.retry, name="retry"),
    path("jobs/<int:pk>/discard/", jobs.discard, name="discard"),
    path("jobs/parked/<int:pk>/retry/", jobs.retry_parked, name="retry_parked"),
    path("jobs/parked/<int:pk>/skip/", jobs.skip_parked, name="skip_parked"),
    path("health/", health.health, name="health"),
    path("health.json", health.health_json, name="health_json"),
    path("export/", exports.exports, name="exports"),
    path("export/<int:pk>/download/", exports.download_export, name="download_export"),
    path("erase/", erasing.redaction, name="redaction"),
    path("erase/<int:pk>/", erasing.erase, name="erase"),
]
