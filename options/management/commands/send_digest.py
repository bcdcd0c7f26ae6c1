"""One letter to everybody who wants one and has something new in their inbox. For a daily timer."""

import logging
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.mail import send_mail
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from options.management.plain import PlainCommand
from options.models import Actor, Inbox
from options.models.inbox import answers_to, decisions_on

log = logging.getLogger(__name__)


class Command(PlainCommand):
    help = "Send what is new to those who asked for it in their inbox, once; what was sent or read is not sent again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", required=True, metavar="ADDRESS", help="where people reach this site: https://…")

    def handle(self, *args: Any, site: str, **options: Any) -> None:
        if not site.startswith(("http://", "https://")):
            raise CommandError("--site is the address of this site, such as https://options.example.org", returncode=2)
        now, sent, failed = timezone.now(), 0, 0
        wanted = Inbox.objects.filter(mails=True, user__is_active=True).exclude(user__email="").select_related("user")
        for box in wanted:
            text = letter(box, site.rstrip("/"), now)
            if not text:
                continue
            try:
                send_mail(_("What is new in your inbox"), text, None, [box.user.email])
            except OSError as fault:  # one address that cannot be reached does not keep others from theirs
                log.warning("a digest could not be sent", extra={"fields": {"reason": type(fault).__name__}})
                failed += 1
                continue
            Inbox.objects.filter(pk=box.pk).update(mailed_until=now)
            sent += 1
        self.stdout.write(f"{sent} letters sent.")
        if failed:
            raise CommandError(f"{failed} letters could not be sent; they are tried again next time.", returncode=1)


def letter(box: Inbox, site: str, now: datetime) -> str:
    """What is new since the last letter and the last look; "" for nothing. It says how much, and where, never what:
    letters travel in the clear."""
    actor = Actor(user=box.user)
    answers, decisions = answers_to(actor).filter(created_at__lte=now), decisions_on(actor).filter(at__lte=now)
    since = max(filter(None, (box.read_until, box.mailed_until)), default=None)
    if since:
        answers, decisions = answers.filter(created_at__gt=since), decisions.filter(at__gt=since)
    answered, decided = answers.count(), decisions.count()
    if not answered + decided:
        return ""
    lines = []
    if answered:
        said = ngettext("%(n)s answer in your threads.", "%(n)s answers in your threads.", answered)
        lines.append(said % {"n": answered})
    if decided:
        said = ngettext("%(n)s decision on what you wrote.", "%(n)s decisions on what you wrote.", decided)
        lines.append(said % {"n": decided})
    lines += ["", f"{site}/inbox/", "", _("You asked for these letters, and can stop them there.")]
    return "\n".join(lines)
