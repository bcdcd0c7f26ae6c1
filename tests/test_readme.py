"""README.md names what there is: settings, commands, packages, layers."""

import re

from options.bundle.load import load
from tests.production import ENVIRONMENT, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title):
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def first_cells(text):
    """What stands in the first column of the tables of a section, without their heads."""
    rows = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("|")]
    return [cell.strip("`") for cell in rows if not cell.startswith("---")]


def packages(name):
    lines = (ROOT / name).read_text(encoding="utf-8").split("\n")
    return {re.split(r"[\[~>=; ]", line)[0] for line in lines if line and not line.startswith("-r")}


def test_every_setting_has_its_row():
    assert set(first_cells(section("Settings"))) - {"name"} == set(ENVIRONMENT)


def test_every_package_has_its_reason():
    told = {re.split(r"[\[ ]", cell)[0] for cell in first_cells(section("Dependencies"))} - {"package"}
    assert told == packages("requirements.in") | packages("requirements-dev.in")


def test_every_command_is_told():
    commands = {path.stem for path in (ROOT / "options/management/commands").glob("*.py")} - {"__init__"}
    assert {name for name in commands if f"`{name}" not in README} == set()


def test_every_part_of_the_application_is_told():
    parts = {path.name for path in (ROOT / "options").iterdir() if (path / "__init__.py").exists()} - {"migrations"}
    assert {name for name in parts if f"  {name}/ " not in section("Where things are")} == set()


def test_files_that_are_named_are_there():
    named = re.findall(r"`((?:options|policyapp|tests|templates)/[\w/.-]+)`", README)
    assert [path for path in named if not (ROOT / path).exists()] == []
    assert len(named) > 5


def test_links_within_lead_somewhere():
    titles = {
        re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in re.findall(r"^## (.+)$", README, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", README)) - titles == set()


def test_the_smallest_dossier_is_one(tmp_path):
    (example,) = re.findall(r"```yaml\n(format: .*?)```", README, re.DOTALL)
    path = tmp_path / "library.yaml"
    path.write_text(example, "utf-8")
    assert load(path).dossier.slug == "library-hours"
