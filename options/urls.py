"""The site map: one literal path a line."""

from django.urls import path

from options.views import (
    accounts,
    changes,
    citations,
    claims,
    compare,
    criteria,
    dossier,
    exchange,
    health,
    history,
    law,
    options,
    picks,
    preconditions,
    preferences,
    risks,
    search,
    sources,
)

urlpatterns = [
    # /healthz, /readyz: for machines
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    # /: dossiers; /keys/, /preferences/: how a reader wants the pages
    path("", dossier.home, name="home"),
    path("keys/", preferences.keys, name="keys"),
    path("preferences/", preferences.preferences, name="preferences"),
    # /accounts/: signing in and out, one's own password
    path("accounts/login/", accounts.sign_in, name="sign-in"),
    path("accounts/logout/", accounts.sign_out, name="sign-out"),
    path("accounts/password/", accounts.password, name="password"),
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
    # the whole dossier as one file, and the schema of such files
    path("schema/policy-dossier-1.json", exchange.schema, name="schema"),
    path("d/<slug:dossier_slug>/dossier.yaml", exchange.export, {"form": "yaml"}, name="dossier-yaml"),
    path("d/<slug:dossier_slug>/dossier.json", exchange.export, {"form": "json"}, name="dossier-json"),
    # /d/<dossier>/search/?q=
    path("d/<slug:dossier_slug>/search/", search.search, name="search"),
    # /d/<dossier>/: risks, what must be true first, law
    path("d/<slug:dossier_slug>/risks/", risks.risks, name="risks"),
    path("d/<slug:dossier_slug>/risks/<slug:slug>/", risks.risk, name="risk"),
    path("d/<slug:dossier_slug>/preconditions/", preconditions.preconditions, name="preconditions"),
    path("d/<slug:dossier_slug>/preconditions/<slug:slug>/", preconditions.precondition, name="precondition"),
    path("d/<slug:dossier_slug>/law/", law.law, name="law"),
    path("d/<slug:dossier_slug>/law/<slug:slug>/", law.legal_question, name="legal-question"),
    # /d/<dossier>/: what it rests on, what options are scored on, and the key to the marks
    path("d/<slug:dossier_slug>/claims/", claims.claims, name="claims"),
    path("d/<slug:dossier_slug>/sources/", sources.sources, name="sources"),
    path("d/<slug:dossier_slug>/sources/statements/", sources.statements, name="statements"),
    path("d/<slug:dossier_slug>/sources/<slug:slug>/", sources.source, name="source"),
    path("d/<slug:dossier_slug>/criteria/", criteria.criteria, name="criteria"),
    path("d/<slug:dossier_slug>/criteria/<slug:slug>/", criteria.criterion, name="criterion"),
    path("d/<slug:dossier_slug>/key/", criteria.key, name="key"),
    # /d/<dossier>/: what changed, and every published revision at an address that stays
    path("d/<slug:dossier_slug>/changes/", changes.changes, name="changes"),
    path("d/<slug:dossier_slug>/changes/feed/", changes.changes_feed, name="changes-feed"),
    path("d/<slug:dossier_slug>/<slug:section>/<slug:slug>/history/", history.history, name="history"),
    path("d/<slug:dossier_slug>/<slug:section>/<slug:slug>/citations/", citations.citations, name="citations"),
    path("d/<slug:dossier_slug>/<slug:section>/<slug:slug>/@<int:number>/", history.revision, name="revision"),
    path("d/<slug:dossier_slug>/<slug:section>/<slug:slug>/@<int:number>/revert/", history.revert, name="revert"),
]
