"""The site map: one literal path a line."""

from django.urls import path

from options.views import compare, dossier, health, options, picks, preferences

urlpatterns = [
    # /healthz, /readyz: for machines
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    # /: dossiers; /keys/, /preferences/: how a reader wants the pages
    path("", dossier.home, name="home"),
    path("keys/", preferences.keys, name="keys"),
    path("preferences/", preferences.preferences, name="preferences"),
    # /d/<dossier>/: the overview and the options
    path("d/<slug:dossier_slug>/", dossier.overview, name="overview"),
    path("d/<slug:dossier_slug>/options/", options.options, name="options"),
    path("d/<slug:dossier_slug>/options/<slug:slug>/", options.option, name="option"),
    # /d/<dossier>/compare/: options side by side, the same as files; picks: options kept while reading
    path("d/<slug:dossier_slug>/compare/", compare.compare, name="compare"),
    path("d/<slug:dossier_slug>/compare/export.csv", compare.export, {"kind": "csv"}, name="compare-csv"),
    path("d/<slug:dossier_slug>/compare/export.xlsx", compare.export, {"kind": "xlsx"}, name="compare-xlsx"),
    path("d/<slug:dossier_slug>/compare/export.docx", compare.export, {"kind": "docx"}, name="compare-docx"),
    path("d/<slug:dossier_slug>/compare/export.json", compare.export, {"kind": "json"}, name="compare-json"),
    path("d/<slug:dossier_slug>/picks/", picks.picks, name="picks"),
]
