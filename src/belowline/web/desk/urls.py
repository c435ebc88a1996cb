"""Addresses of the desk."""

from django.urls import path

from belowline.web.desk import views

urlpatterns = [
    path("desk/", views.reports, name="reports"),
    path("desk/c/<str:ref>/keep", views.keep, name="keep"),
    path("desk/c/<str:ref>/remove", views.remove, name="remove"),
    path("desk/c/<str:ref>/restore", views.restore, name="restore"),
    path("desk/threads/<str:ref>", views.switch, name="switch"),
]
