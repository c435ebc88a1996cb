"""Addresses of the desk."""

from django.urls import path

from belowline.web.desk import decisions, people, reports

urlpatterns = [
    path("desk/", reports.reports, name="reports"),
    path("desk/held", decisions.held, name="held"),
    path("desk/c/<str:ref>/keep", decisions.keep, name="keep"),
    path("desk/c/<str:ref>/hold", decisions.hold, name="hold"),
    path("desk/c/<str:ref>/publish", decisions.publish, name="publish"),
    path("desk/c/<str:ref>/remove", decisions.remove, name="remove"),
    path("desk/c/<str:ref>/restore", decisions.restore, name="restore"),
    path("desk/people/<str:ref>", people.person, name="desk-person"),
    path("desk/staff", people.members, name="desk-staff"),
    path("desk/staff/<str:ref>/dismiss", people.dismissal, name="desk-dismiss"),
    path("desk/threads/<str:ref>", reports.switch, name="switch"),
]
