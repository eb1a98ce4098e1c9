"""Addresses of the staff pages."""

from django.urls import URLPattern, path
from django.views.i18n import set_language

from cotmoc.web.account.urls import urlpatterns as account_addresses
from cotmoc.web.assigning import plan_assign
from cotmoc.web.board import board
from cotmoc.web.directives import again, directives, original, reading, remove, stop
from cotmoc.web.entry.collection import collection, period
from cotmoc.web.entry.figures import figure_cell, figure_past, figure_template, figures
from cotmoc.web.entry.imports import figure_import, imports
from cotmoc.web.gallery import gallery
from cotmoc.web.heritage import heritage, heritage_target
from cotmoc.web.home import home
from cotmoc.web.indicator import indicator
from cotmoc.web.keys import key_make, key_revoke, keys
from cotmoc.web.newest import newest
from cotmoc.web.people_admin.urls import urlpatterns as people_addresses
from cotmoc.web.permissions import permissions
from cotmoc.web.planarea import plan_area
from cotmoc.web.plans import plan, plan_file, plan_item, plans
from cotmoc.web.reports import report, report_file, report_step, reports
from cotmoc.web.review.views import approve, review
from cotmoc.web.tasks import task, task_step, tasks
from cotmoc.web.trail import checkpoint, figure_proof, trail, trail_event, trail_proof, verifier
from cotmoc.web.trail import keys as trail_keys
from cotmoc.web.units.editing import unit_add, unit_edit
from cotmoc.web.units.importing import unit_import
from cotmoc.web.units.pages import unit, units
from cotmoc.web.units.succeeding import succession, unit_names

urlpatterns: list[URLPattern] = [
    path("", home, name="home"),
    *account_addresses,
    *people_addresses,
    path("van-ban/", directives, name="directives"),
    path("van-ban/<int:pk>/", reading, name="reading"),
    path("van-ban/<int:pk>/dung/", stop, name="reading-stop"),
    path("van-ban/<int:pk>/doc-lai/", again, name="reading-again"),
    path("van-ban/<int:pk>/bo/", remove, name="reading-remove"),
    path("van-ban/<int:pk>/tep/", original, name="reading-file"),
    path("van-ban/<int:pk>/ra-soat/", review, name="review"),
    path("van-ban/<int:pk>/duyet/", approve, name="approve"),
    path("ke-hoach/", plans, name="plans"),
    path("ke-hoach/<slug:slug>/", plan, name="plan"),
    path("ke-hoach/<slug:slug>/ke-hoach.json", plan_file, name="plan-file"),
    path("ke-hoach/<slug:slug>/giao/", plan_assign, name="plan-assign"),
    path("ke-hoach/<slug:slug>/sua/<str:code>/", plan_item, name="plan-item"),
    path("ke-hoach/<slug:slug>/dia-ban/", plan_area, name="plan-area"),
    path("bang-diem/", newest("board"), name="board"),
    path("ke-hoach/<slug:slug>/bang-diem/", board, name="board"),
    path("ke-hoach/<slug:slug>/chi-tieu/<str:code>/", indicator, name="indicator"),
    path("thu-thap/", newest("collection"), name="collection"),
    path("ke-hoach/<slug:slug>/thu-thap/", collection, name="collection"),
    path("ke-hoach/<slug:slug>/thu-thap/nhap-tep/", imports, name="imports"),
    path("ke-hoach/<slug:slug>/thu-thap/nhap-tep/<int:pk>/", figure_import, name="import"),
    path("ke-hoach/<slug:slug>/thu-thap/<str:period>/", period, name="period"),
    path("ke-hoach/<slug:slug>/thu-thap/<str:period>/<str:unit>/", figures, name="figures"),
    path("ke-hoach/<slug:slug>/thu-thap/<str:period>/<str:unit>/o/", figure_cell, name="figure-cell"),
    path(
        "ke-hoach/<slug:slug>/thu-thap/<str:period>/<str:unit>/mau.xlsx",
        figure_template,
        name="figure-template",
    ),
    path(
        "ke-hoach/<slug:slug>/thu-thap/<str:period>/<str:unit>/<str:code>/", figure_past, name="figure-past"
    ),
    path("nhiem-vu/", newest("tasks"), name="tasks"),
    path("ke-hoach/<slug:slug>/nhiem-vu/", tasks, name="tasks"),
    path("ke-hoach/<slug:slug>/nhiem-vu/<str:code>/", task, name="task"),
    path("ke-hoach/<slug:slug>/nhiem-vu/<str:code>/<slug:step>/", task_step, name="task_step"),
    path("bao-cao/", newest("reports"), name="reports"),
    path("ke-hoach/<slug:slug>/bao-cao/", reports, name="reports"),
    path("ke-hoach/<slug:slug>/bao-cao/<int:pk>/", report, name="report"),
    path("ke-hoach/<slug:slug>/bao-cao/<int:pk>/tep/<slug:form>/", report_file, name="report_file"),
    path("ke-hoach/<slug:slug>/bao-cao/<int:pk>/<slug:step>/", report_step, name="report_step"),
    path("ngon-ngu/", set_language, name="language"),
    path("quyen-han/", permissions, name="permissions"),
    path("quan-tri/don-vi/", units, name="units"),
    path("quan-tri/don-vi/nhap/", unit_import, name="unit-import"),
    path("quan-tri/don-vi/ke-thua/", succession, name="succession"),
    path("quan-tri/don-vi/goi-y/", unit_names, name="unit-names"),
    path("quan-tri/don-vi/them/", unit_add, name="unit-add"),
    path("quan-tri/don-vi/<slug:tree>/<str:code>/", unit, name="unit"),
    path("quan-tri/don-vi/<slug:tree>/<str:code>/sua/", unit_edit, name="unit-edit"),
    path("ke-thua/", heritage, name="heritage"),
    path("ke-thua/<int:pk>/<slug:heir>/", heritage_target, name="heritage-target"),
    path("quan-tri/khoa-api/", keys, name="keys"),
    path("quan-tri/khoa-api/tao/", key_make, name="key-make"),
    path("quan-tri/khoa-api/<int:pk>/thu-hoi/", key_revoke, name="key-revoke"),
    path("quan-tri/vet/", trail, name="trail"),
    path("quan-tri/vet/<int:position>/", trail_event, name="trail-event"),
    path("quan-tri/vet/<int:position>/bang-chung.json", trail_proof, name="trail-proof"),
    path("ke-hoach/<slug:slug>/so-lieu/<int:pk>/bang-chung.json", figure_proof, name="figure-proof"),
    path("vet/diem-kiem", checkpoint, name="trail-checkpoint"),
    path("vet/khoa", trail_keys, name="trail-key"),
    path("vet/kiem-chung.py", verifier, name="trail-script"),
    path("gallery", gallery, name="gallery"),
]
