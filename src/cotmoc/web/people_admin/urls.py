"""Addresses of people, for whoever manages them and for everybody's own."""

from django.urls import URLPattern, path

from cotmoc.web.admin import admin
from cotmoc.web.people_admin.leaving import person_leaving
from cotmoc.web.people_admin.listing import people, person_new
from cotmoc.web.people_admin.own import deputies, my_data, my_data_file
from cotmoc.web.people_admin.person import person
from cotmoc.web.people_admin.requests import data_requests

urlpatterns: list[URLPattern] = [
    path("quan-tri/", admin, name="admin"),
    path("quan-tri/nguoi-dung/", people, name="people"),
    path("quan-tri/nguoi-dung/moi/", person_new, name="person-new"),
    path("quan-tri/nguoi-dung/<int:pk>/", person, name="person"),
    path("quan-tri/nguoi-dung/<int:pk>/ban-giao/", person_leaving, name="person-leaving"),
    path("quan-tri/yeu-cau-du-lieu/", data_requests, name="data-requests"),
    path("tai-khoan/nguoi-thay/", deputies, name="deputies"),
    path("tai-khoan/du-lieu/", my_data, name="my-data"),
    path("tai-khoan/du-lieu/ban-sao.zip", my_data_file, name="my-data-file"),
]
