"""URLs of the pages for people."""

from django.urls import path

from claims.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search-page"),
    path("corrections/", views.corrections, name="corrections"),
    path("problems/", views.problems, name="problems"),
    path("healthz", views.healthz, name="healthz"),
    path("favicon.ico", views.favicon, name="favicon"),
]
