"""URLs of the API with its documentation, of the desk, and of the pages for people."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("claims.api.urls")),
    path("admin/", admin.site.urls),
    path("desk/", include("claims.desk.urls")),
    path("", include("claims.web.urls")),
]

handler400 = "claims.web.failures.bad_request"
handler404 = "claims.web.failures.not_found"
handler500 = "claims.web.failures.server_error"
