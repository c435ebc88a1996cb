"""Addresses of the desk."""

from django.urls import path

from belowline.web.desk import people, reports

urlpatterns = [
    path("desk/", reports.reports, name="reports"),
    path("desk/c/<str:ref>/keep", reports.keep, name="keep"),
    path("desk/c/<str:ref>/remove", reports.remove, name="remove"),
    path("desk/c/<str:ref>/restore", reports.restore, name="restore"),
    path("desk/people/<str:ref>", people.person, name="desk-person"),
    path("desk/staff", people.members, name="desk-staff"),
    path("desk/staff/<str:ref>/dismiss", people.dismissal, name="desk-dismiss"),
    path("desk/threads/<str:ref>", reports.switch, name="switch"),
]
