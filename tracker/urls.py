"""URLs of the API with its documentation, of the tools for models, of the desk, and of the pages for people."""

from django.contrib import admin
from django.urls import include, path

from claims.api.mcp.views import endpoint

urlpatterns = [
    path("api/v1/", include("claims.api.urls")),
    path("mcp", endpoint, name="mcp"),
    path("admin/", admin.site.urls),
    path("desk/", include("claims.desk.urls")),
    path("", include("claims.web.urls")),
]

handler400 = "claims.web.failures.bad_request"
handler404 = "claims.web.failures.not_found"
handler500 = "claims.web.failures.server_error"
