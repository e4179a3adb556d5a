"""The endpoints that are measured."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter

from benchmarks.plain_drf import views

router = DefaultRouter()
router.register("statements", views.StatementViewSet)
router.register("claims", views.ClaimViewSet)
router.register("incidents", views.IncidentViewSet)

urlpatterns = [path("api/v1/", include(router.urls))]
