"""Who may import whom: nothing imports upward, not inside a function and not under TYPE_CHECKING.

The rules are the tables below. `violations` takes sources, not files, so that a planted violation shows that it sees.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Each layer and the layers below it that it may import. A layer is a file or a folder directly in options/.
PAGE_DATA = {"analysis", "bundle", "pages"}
WORDING = {"words", "notices", "tickets", "jinja", "addresses", "feeds", "weighed", "briefs", "pdf"}
EVERYTHING_BELOW = PAGE_DATA | WORDING | {"bodies", "pictures", "models", "forms"}
LAYERS: dict[str, set[str]] = {
    "analysis": set(),
    "bundle": {"analysis"},
    "pages": {"analysis", "bundle"},
    "pictures": PAGE_DATA,
    "bodies": {"bundle"},
    "words": {"pages"},
    "notices": {"pages", "words"},
    "tickets": {"pages"},
    "jinja": PAGE_DATA | {"pictures", "words"},
    "feeds": PAGE_DATA | {"jinja", "words"},
    "briefs": PAGE_DATA | {"weighed", "words"},
    "pdf": PAGE_DATA | {"briefs"},
    "weighed": PAGE_DATA | {"pictures", "jinja", "words"},
    "models": {"analysis", "bundle", "bodies"},
    "addresses": PAGE_DATA | {"jinja", "models"},
    "middleware": {"models"},
    "forms": {"analysis", "bundle", "bodies", "pages", "words", "models"},
    "views": EVERYTHING_BELOW,
    "admin": EVERYTHING_BELOW,
    "management": EVERYTHING_BELOW,
    "urls": {"views"},
    "apps": set(),
    "migrations": set(),
}
# Layers that run without Django, and what they may use besides the standard library.
PURE = {
    "analysis": {"numpy", "rapidfuzz", "regex"},
    "bundle": {"pydantic", "yaml", "openpyxl", "docx"},
    "pages": {"pydantic", "markupsafe"},
    "pictures": {"markupsafe", "segno"},
    "bodies": {"markdown_it", "nh3", "markupsafe"},
}
# What views share, in the order in which these may import each other.
SHARED_VIEWS = ("options.views.files", "options.views.parts", "options.views.signing", "options.views.notes",
                "options.views.thread", "options.views.stream", "options.views.seminar.scope",
                "options.views.seminar.record",
                "options.views.seats.scope", "options.views.seats.ballots", "options.views.seats.rooms",
                "options.views.seats.talks", "options.views.seats.tables",
                "options.views.seats.seat",
                "options.views.seminar.watching", "options.views.seminar.board",
                "options.views.seminar.planning", "options.views.seminar.overview")  # fmt: skip
# Within models, a module imports only those that stand before it.
MODELS = (
    ("fields", "readings", "access", "throttles"),
    ("dossier",),
    ("entries",),
    ("evidence", "citations"),
    ("rows",),
    ("revisions",),
    ("redactions", "search", "imports"),
    ("comparisons", "teams"),
    ("seminar.exercises",),
    ("seminar.phases", "seminar.roles"),
    ("seminar.seats", "seminar.making"),
    ("seminar.planning",),
    ("following",),
    ("anchors",),
    ("annotations",),
    ("moderation",),
    ("drafts", "inbox", "suggestions"),
    ("seminar.responses", "seminar.injects", "seminar.artifacts", "seminar.grades"),
    ("seminar.snapshots", "seminar.reasons"),
    ("seminar.leaving", "seminar.lists", "seminar.bots"),
    ("seminar.bot_councils",),
    ("seminar.rehearsals",),
    ("__init__",),
)
OUTSIDE = ("policyapp", "tests", "dev", "manage")


@cache
def read() -> dict[str, str]:
    paths = sorted((ROOT / "options").rglob("*.py"))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text(encoding="utf-8") for path in paths}


def tree() -> dict[str, str]:
    """Source text by dotted name, to keep or to spoil; a package goes by its `__init__`."""
    return dict(read())


@cache
def imported(module: str, source: str) -> tuple[tuple[str, str], ...]:
    """(module, name taken from it or "") for every import in a source, wherever it stands."""
    return tuple(walked(module, source))


def walked(module: str, source: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((origin, alias.name) for alias in node.names)
        elif isinstance(node, ast.Call) and called(node) in ("import_module", "__import__") and node.args:
            name = node.args[0]
            yield (name.value if isinstance(name, ast.Constant) else "a name made up while running", "")


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def resolved(origin: str, name: str, sources: Mapping[str, str]) -> str:
    """The module that an import reaches: `from options.pages import words` is options.pages.words."""
    for found in (f"{origin}.{name}", f"{origin}.{name}.__init__", origin, f"{origin}.__init__"):
        if found in sources:
            return found
    return origin


def layer(module: str) -> str:
    return module.split(".")[1]


def violations(sources: Mapping[str, str]) -> list[str]:
    """A sentence for each import that breaks a rule."""
    said = []
    graph: dict[str, set[str]] = {}
    for module, source in sources.items():
        if layer(module) == "__init__":
            said += [f"{module} is not empty"] if source.strip() else []
            continue
        if layer(module) not in LAYERS:
            said.append(f"{module} has no layer")
            continue
        reached = {resolved(origin, name, sources) for origin, name in imported(module, source)}
        graph[module] = {target for target in reached if target in sources}
        said += [f"{module} imports {target}" for target in sorted(reached) if not may_import(module, target)]
    return said + circle(graph)


def may_import(module: str, target: str) -> bool:
    top = target.partition(".")[0]
    if top == "options":
        return target == "options.__init__" or allowed_inside(module, target)
    if layer(module) in PURE:
        return top in sys.stdlib_module_names or top in PURE[layer(module)]
    return top not in OUTSIDE and " " not in top


def allowed_inside(module: str, target: str) -> bool:
    if layer(module) != layer(target):
        return layer(target) in LAYERS[layer(module)]
    if layer(module) == "views":
        return place_of_views(target) < place_of_views(module)
    if layer(module) == "models":
        return place(target) < place(module)
    return True


def place_of_views(module: str) -> int:
    """What views share comes first; no view imports another."""
    return SHARED_VIEWS.index(module) if module in SHARED_VIEWS else len(SHARED_VIEWS)


def place(module: str) -> int:
    """Where a module stands in MODELS; one that is not there may import nothing, and nothing may import it."""
    name = inside(module)
    return next((number for number, names in enumerate(MODELS) if name in names), len(MODELS))


def inside(module: str) -> str:
    """A module's name within its layer."""
    return module.split(".", 2)[2]


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return ["circle: " + " -> ".join(sorted(set(found.args[1])))]
    return []


def without_django(*modules: str) -> "subprocess.CompletedProcess[str]":
    code = f"import sys; sys.modules['django'] = None; import {', '.join(modules)}"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


def test_nothing_imports_upward():
    assert violations(tree()) == []


def test_every_layer_that_has_a_rule_is_there():
    found = {layer(module) for module in tree()} - {"__init__"}
    assert found == set(LAYERS)


def test_every_module_of_models_has_a_place():
    found = {inside(module) for module in tree() if layer(module) == "models"} - {"seminar.__init__"}
    assert found == {name for names in MODELS for name in names}


@pytest.mark.parametrize("name", sorted(PURE))
def test_a_pure_layer_imports_where_django_is_not(name):
    modules = [module.removesuffix(".__init__") for module in tree() if layer(module) == name]
    done = without_django(*modules)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_python_without_django_is_one_without_django():
    assert "ModuleNotFoundError" in without_django("options.words").stderr


INSIDE = "def late():\n    {}\n"
FOR_TYPES = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {}\n"


@pytest.mark.parametrize("form", ["{}", INSIDE, FOR_TYPES], ids=["top", "in a function", "under TYPE_CHECKING"])
@pytest.mark.parametrize(
    ("module", "line", "target"),
    [
        ("options.analysis.scales", "import django", "django"),
        ("options.analysis.scales", "from django.db import models", "django.db"),
        ("options.analysis.scales", "from options.bundle import schema", "options.bundle.schema"),
        ("options.analysis.scales", "import pydantic", "pydantic"),
        ("options.bundle.schema", "from django.utils.translation import gettext", "django.utils.translation"),
        ("options.bundle.schema", "from options.models import Entry", "options.models.__init__"),
        ("options.bundle.schema", "from options.pages.words import short", "options.pages.words"),
        ("options.pictures.svg", "from django.utils.html import escape", "django.utils.html"),
        ("options.pictures.svg", "import options.jinja", "options.jinja"),
        ("options.bodies", "from options.models import Entry", "options.models.__init__"),
        ("options.bodies", "from django.utils.html import escape", "django.utils.html"),
        ("options.pages.law", "from options.pictures import svg", "options.pictures.svg"),
        ("options.pages.law", "from options import words", "options.words"),
        ("options.pages.law", "from options.models.dossier import Dossier", "options.models.dossier"),
        ("options.words", "from options import jinja", "options.jinja"),
        ("options.notices", "from options.models import Entry", "options.models.__init__"),
        ("options.addresses", "from options.views import parts", "options.views.parts"),
        ("options.feeds", "from options.models import Revision", "options.models.__init__"),
        ("options.jinja", "from options.models import Dossier", "options.models.__init__"),
        ("options.middleware", "from options.views.parts import page", "options.views.parts"),
        ("options.models.dossier", "from options.pages import words", "options.pages.words"),
        ("options.models.dossier", "from options.forms.choices import label", "options.forms.choices"),
        ("options.models.dossier", "from options.models import Entry", "options.models.__init__"),
        ("options.models.dossier", "from options.models.entries import Entry", "options.models.entries"),
        ("options.models.access", "from options.models.dossier import Dossier", "options.models.dossier"),
        ("options.models.evidence", "from .revisions import Revision", "options.models.revisions"),
        ("options.models.rows", "from . import revisions", "options.models.revisions"),
        ("options.models.rows", "import importlib; importlib.import_module('options.views.law')", "options.views.law"),
        ("options.forms.choices", "from options.views.parts import page", "options.views.parts"),
        ("options.forms.choices", "from options.admin import base", "options.admin.base"),
        ("options.views.law", "from options.views.risks import register", "options.views.risks"),
        ("options.views.parts", "from options.views import law", "options.views.law"),
        ("options.views.files", "from options.views import brief", "options.views.brief"),
        ("options.views.law", "from options.admin import base", "options.admin.base"),
        ("options.views.law", "from policyapp.errors import page", "policyapp.errors"),
        ("options.models.dossier", "from policyapp import settings", "policyapp"),
        ("options.views.law", "import tests.conftest", "tests.conftest"),
        ("options.admin.base", "from options.views.parts import page", "options.views.parts"),
        ("options.urls", "from options.models import Dossier", "options.models.__init__"),
        ("options.migrations.0001_initial", "from options.models import fields", "options.models.fields"),
    ],
)
def test_a_planted_violation_is_found(form, module, line, target):
    sources = tree()
    sources[module] += "\n" + form.format(line)
    assert f"{module} imports {target}" in news(sources)


def news(sources):
    """Violations that the tree as it is does not have."""
    return sorted(set(violations(sources)) - set(violations(tree())))


def test_a_planted_circle_is_found():
    sources = tree() | {
        "options.bundle.one": "from options.bundle import two",
        "options.bundle.two": "def late():\n    from options.bundle.one import thing",
    }
    assert news(sources) == ["circle: options.bundle.one -> options.bundle.two"]


def test_a_planted_circle_within_models_is_found():
    sources = tree()
    sources["options.models.access"] += "\nfrom options.models.revisions import Revision\n"
    upward, *circles = reversed(news(sources))
    assert upward == "options.models.access imports options.models.revisions"
    assert [said.partition(":")[0] for said in circles] == ["circle"]


def test_a_new_layer_and_a_filled_package_are_found():
    sources = tree() | {"options.helpers": "", "options.__init__": "import sys"}
    assert news(sources) == ["options.__init__ is not empty", "options.helpers has no layer"]


def test_a_module_named_while_running_is_found():
    sources = tree()
    sources["options.views.law"] += "\n__import__('options.' + 'urls')\n"
    assert news(sources) == ["options.views.law imports a name made up while running"]
