"""What README.md shows must work."""

import re
from pathlib import Path

from options.bundle.load import load

README = Path(__file__).parent.parent / "README.md"


def test_the_smallest_dossier_is_one(tmp_path):
    (example,) = re.findall(r"```yaml\n(format: .*?)```", README.read_text("utf-8"), re.DOTALL)
    path = tmp_path / "library.yaml"
    path.write_text(example, "utf-8")
    assert load(path).dossier.slug == "library-hours"


def test_every_setting_has_its_row():
    settings = (README.parent / "policyapp" / "settings.py").read_text("utf-8")
    named = set(re.findall(r'env\.\w+\("([A-Z_]+)"', settings))
    assert {name for name in named if f"`{name}`" not in README.read_text("utf-8")} == set()
