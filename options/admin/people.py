"""Accounts and their roles, for administrators alone."""

from typing import Any, Final

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from options.admin.base import AdminsOnly
from options.admin.site import site
from options.models import User

HELP: Final = {
    "groups": (
        _("Roles"),
        _(
            "Curators and reviewers edit, publish, archive and check citations. They and instructors may read the "
            "confidential parts of exercises. Without a role: reads what is for members."
        ),
    ),
    "is_staff": (
        _("Administrator"),
        _("May do everything here, accounts and new dossiers included. Curators do not need it."),
    ),
    "is_superuser": (_("Administrator for commands"), _("Only tells a first start that there is an administrator.")),
}


@admin.register(User, site=site)
class PersonAdmin(AdminsOnly, UserAdmin):
    """Nobody is deleted: their work keeps its author. Leaving means "active" off."""

    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("What they may do"), {"fields": ("is_active", "groups", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    list_display = ("username", "get_full_name", "role_names", "is_staff", "is_active", "last_login")
    list_filter = ("groups", "is_staff", "is_active")
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Django's own words speak of permissions that this site does not ask for."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in HELP:
            field.label, field.help_text = HELP[db_field.name]
        return field

    @admin.display(description=_("roles"))
    def role_names(self, obj: User) -> str:
        return ", ".join(sorted(group.name for group in obj.groups.all()))
