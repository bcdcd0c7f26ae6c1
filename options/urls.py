"""The site map: one literal path a line."""

from django.urls import path

from options.views import (
    accounts,
    annotation_actions,
    annotation_files,
    annotation_form,
    annotations,
    brief,
    changes,
    citations,
    claims,
    compare,
    comparison_brief,
    comparison_form,
    comparisons,
    criteria,
    dossier,
    drafts,
    exchange,
    health,
    history,
    inbox,
    law,
    options,
    picks,
    preconditions,
    preferences,
    risks,
    search,
    sources,
    teams,
    weigh,
)

ONE = "d/<slug:dossier_slug>/annotations/<uuid:link>/"

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
    # /d/<dossier>/weigh/: screened and weighed, the same as JSON, and by the weights of all roles
    path("d/<slug:dossier_slug>/weigh/", weigh.weigh, name="weigh"),
    path("d/<slug:dossier_slug>/weigh/result.json", weigh.weigh_json, name="weigh-json"),
    path("d/<slug:dossier_slug>/weigh/roles/", weigh.roles, name="weigh-roles"),
    path("d/<slug:dossier_slug>/method/", weigh.method, name="method"),
    # /d/<dossier>/brief/: one weighing to print, and as files
    path("d/<slug:dossier_slug>/brief/", brief.brief, name="brief"),
    path("d/<slug:dossier_slug>/brief/brief.pdf", brief.brief_file, {"kind": "pdf"}, name="brief-pdf"),
    path("d/<slug:dossier_slug>/brief/brief.docx", brief.brief_file, {"kind": "docx"}, name="brief-docx"),
    path("d/<slug:dossier_slug>/brief/brief.md", brief.brief_file, {"kind": "md"}, name="brief-md"),
    path("d/<slug:dossier_slug>/brief/brief.xlsx", brief.brief_file, {"kind": "xlsx"}, name="brief-xlsx"),
    path("d/<slug:dossier_slug>/picks/", picks.picks, name="picks"),
    # /comparisons/: saved, under a link that is their key
    path("comparisons/", comparisons.comparisons, name="comparisons"),
    path("comparisons/new/<slug:dossier_slug>/", comparison_form.comparison_new, name="comparison-new"),
    path("comparisons/<uuid:link>/", comparisons.comparison, name="comparison"),
    path("comparisons/<uuid:link>/weigh/", comparisons.comparison_weigh, name="comparison-weigh"),
    path("comparisons/<uuid:link>/weigh/roles/", comparisons.comparison_roles, name="comparison-roles"),
    path("comparisons/<uuid:link>/result.json", comparisons.comparison_json, name="comparison-json"),
    path("comparisons/<uuid:link>/brief/", comparison_brief.comparison_brief, name="comparison-brief"),
    *(
        path(
            f"comparisons/<uuid:link>/brief/brief.{kind}",
            comparison_brief.comparison_brief_file,
            {"kind": kind},
            name=f"comparison-brief-{kind}",
        )
        for kind in ("pdf", "docx", "md", "xlsx")
    ),
    path("comparisons/<uuid:link>/edit/", comparison_form.comparison_edit, name="comparison-edit"),
    path("comparisons/<uuid:link>/share/", comparisons.comparison_share, name="comparison-share"),
    path("comparisons/<uuid:link>/delete/", comparisons.comparison_delete, name="comparison-delete"),
    path("comparisons/<uuid:link>/undelete/", comparisons.comparison_undelete, name="comparison-undelete"),
    path("comparisons/<uuid:link>/update/", comparisons.comparison_update, name="comparison-update"),
    path("comparisons/<uuid:link>/@<int:number>/", comparisons.comparison_save, name="comparison-save"),
    path("comparisons/<uuid:link>/@<int:number>/restore/", comparisons.comparison_restore, name="comparison-restore"),
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
    # /d/<dossier>/annotations/: what people say about the entries, one by one and as files
    path("d/<slug:dossier_slug>/annotations/", annotations.annotations, name="annotations"),
    path("d/<slug:dossier_slug>/annotations/new/", annotation_form.annotation_new, name="annotation-new"),
    path("d/<slug:dossier_slug>/annotations/draft/", annotation_form.annotation_draft, name="annotation-draft"),
    path("d/<slug:dossier_slug>/annotations/fresh/", annotations.annotations_fresh, name="annotations-fresh"),
    path("d/<slug:dossier_slug>/annotations/import/", annotation_files.annotations_import, name="annotations-import"),
    *(
        path(
            f"d/<slug:dossier_slug>/annotations/export.{kind}",
            annotation_files.annotations_export,
            {"kind": kind},
            name=f"annotations-{kind}",
        )
        for kind in ("jsonld", "csv", "md")
    ),
    path(ONE, annotations.annotation, name="annotation"),
    path(ONE + "edit/", annotation_form.annotation_edit, name="annotation-edit"),
    path(ONE + "reply/", annotation_actions.annotation_reply, name="annotation-reply"),
    path(ONE + "state/", annotation_actions.annotation_state, name="annotation-state"),
    path(ONE + "withdraw/", annotation_actions.annotation_withdraw, name="annotation-withdraw"),
    path(ONE + "share/", annotation_actions.annotation_share, name="annotation-share"),
    path(ONE + "report/", annotation_actions.annotation_report, name="annotation-report"),
    path(ONE + "moderate/", annotation_actions.annotation_moderate, name="annotation-moderate"),
    path(ONE + "decide/", annotation_actions.annotation_decide, name="annotation-decide"),
    path(ONE + "take/", annotation_actions.annotation_take, name="annotation-take"),
    path(ONE + "open/", annotation_actions.annotation_open, name="annotation-open"),
    # /inbox/, /teams/: what is new for a person, and with whom they share
    path("inbox/", inbox.inbox, name="inbox"),
    path("teams/", teams.teams, name="teams"),
    path("teams/join/<uuid:invitation>/", teams.team_join, name="team-join"),
    path("teams/<int:pk>/", teams.team, name="team"),
    # /d/<dossier>/: what changed, and every published revision at an address that stays
    path("d/<slug:dossier_slug>/changes/", changes.changes, name="changes"),
    path("d/<slug:dossier_slug>/changes/feed/", changes.changes_feed, name="changes-feed"),
    path("d/<slug:dossier_slug>/<slug:section>/<slug:slug>/history/", history.history, name="history"),
    path("d/<slug:dossier_slug>/<slug:section>/<slug:slug>/citations/", citations.citations, name="citations"),
    path("d/<slug:dossier_slug>/<slug:section>/<slug:slug>/@<int:number>/", history.revision, name="revision"),
    path("d/<slug:dossier_slug>/<slug:section>/<slug:slug>/draft/<int:number>/", drafts.draft, name="draft"),
    path("d/<slug:dossier_slug>/<slug:section>/<slug:slug>/@<int:number>/revert/", history.revert, name="revert"),
]
