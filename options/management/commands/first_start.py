"""What a fresh clone needs before it can serve; on a second start it finds everything done."""

import secrets
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

import options
from options.management.plain import PlainCommand
from options.models import Dossier, User

SHIPPED = Path(options.__file__).parent / "dossiers"
ADMIN = "admin"


class Command(PlainCommand):
    help = "Migrate, import the shipped dossiers whose slug is not in use, make an administrator if there is none."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        for folder in sorted(path for path in SHIPPED.iterdir() if path.is_dir()):
            if not Dossier.objects.filter(slug=folder.name).exists():
                self.stdout.write(f"Importing the dossier {folder.name} ...")
                report = StringIO()
                call_command("import_dossier", str(folder), publish=True, stdout=report, stderr=self.stderr)
                self.stdout.write(report.getvalue().strip().splitlines()[-1])
        if not User.objects.filter(is_superuser=True).exists():
            self.make_admin()

    def make_admin(self) -> None:
        if User.objects.filter(username=ADMIN).exists():
            self.stdout.write(f"No administrator: {ADMIN} is an ordinary account here. Use manage.py createsuperuser.")
            return
        password = secrets.token_urlsafe(15)
        User.objects.create_superuser(ADMIN, password=password)
        self.stdout.write(f"Administrator: {ADMIN}   password: {password}")
        self.stdout.write("It is shown this once. Change it at /accounts/password/ after signing in.")
