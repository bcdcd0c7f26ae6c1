"""The admin's form for an entry: a save publishes, a fault or a conflict brings the form back as it was filled in."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, cast

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from options.admin import saving
from options.admin.base import BoundedSearch, ChoosesEntries, MayEdit, day
from options.admin.conflicts import conflict
from options.bundle.reading import Reading
from options.forms.choices import key_of
from options.forms.contents import Filled
from options.forms.entries import EntryForm, entry_of
from options.models import Dossier, Entry
from options.models.entries import PATHS


class PublishesEntries(BoundedSearch, ChoosesEntries, MayEdit, admin.ModelAdmin):
    """`content_fields` are the fields of the form, in order; everything around them is the same for all kinds."""

    form: type[EntryForm]
    content_fields: ClassVar[tuple[Any, ...]] = ()
    actions: Any = ("archive",)
    list_per_page = 50
    save_on_top = True
    change_form_template = "admin/options/entry.html"

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        entry = entry_of(obj)
        archived = ("bring_back",) if entry and entry.archived_at else ()
        identity = ("address",) if entry else self.identity_fields
        hidden = ("lock_version", "seen") if entry else ()
        about = ("change_note", *hidden)
        fields = (*archived, *identity, *self.content_fields)
        return ((None, {"fields": fields}), (_("This change"), {"fields": about}))

    identity_fields: ClassVar[tuple[str, ...]] = ("dossier", "slug")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("address",) if obj is not None else ()

    @admin.display(description=gettext_lazy("Name in addresses"))
    def address(self, obj: Any) -> str:
        return str(obj.slug)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The dossier of the list that one comes from, or the only one there is."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        keys = list(Dossier.objects.values_list("pk", flat=True)[:2])
        return ({"dossier": keys[0]} if len(keys) == 1 else {}) | initial

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        made = super().get_form(request, obj, change=change, **kwargs)
        return type(made.__name__, (made,), {"refused": True}) if not_saved(request) else made

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        entry = entry_of(obj)
        chosen = entry.dossier_id if entry else key_of(request.POST.get("dossier") or request.GET.get("dossier"))
        return {**super().get_formset_kwargs(request, obj, inline, prefix), "dossier": chosen}

    # Saving

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except saving.NotSaved as reason:
            request.not_saved = reason  # type: ignore[attr-defined]
            if isinstance(reason, saving.Stale):
                post = request.POST.copy()
                post["seen"] = reason.token
                request.POST = post  # type: ignore[assignment]
            response = super().changeform_view(request, object_id, form_url, extra_context)
            response.status_code = reason.status
            return response

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The rows are written by the verb that publishes; see `save_related`."""

    def save_related(self, request: HttpRequest, form: "ModelForm[Any]", formsets: Any, change: bool) -> None:
        entry_form = cast(EntryForm, form)
        saved = saving.save(entry_form, formsets, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        form.instance.pk = saved.entry.dossier_id if entry_form.kind == "dossier" else saved.entry.pk
        if saved.version is None:
            messages.info(request, _("Nothing differs from what is published, so no revision was made."))
            return
        messages.info(
            request, _("It is published, as version %(version)s of the dossier.") % {"version": saved.version}
        )
        if saved.merged_with is not None:
            author = saved.merged_with.author
            who = author.shown_name if author else _("an import")
            said = _("%(who)s published this entry while you were editing. What they changed elsewhere in it is kept.")
            messages.warning(request, said % {"who": who})

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        return form.cleaned_data.get("change_note", "")

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        reason = not_saved(request)
        form = context["adminform"].form
        formsets = [each.formset for each in context["inline_admin_formsets"]]
        if isinstance(reason, saving.Refused):
            Filled(form, formsets).place(reason.faults)
            context["errors"] = helpers.AdminErrorList(form, formsets)
        if isinstance(reason, saving.Stale):
            context["conflict"] = conflict(reason, self._reading(form))
        context["faults"] = list(faults(form, context["inline_admin_formsets"]))
        return super().render_change_form(request, context, *args, **kwargs)

    def _reading(self, form: EntryForm) -> Reading:
        assert form.entry is not None
        return form.entry.dossier.reading()

    # The list

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).select_related("entry__dossier")

    def response_action(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
        if not all(key_of(key) for key in request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)):
            raise BadRequest("ticked rows are named by their keys")
        return super().response_action(request, queryset)

    @admin.action(description=gettext_lazy("Archive the chosen entries (readers keep their addresses and history)"))
    def archive(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        entries = Entry.objects.filter(pk__in=queryset.values("pk")).current().select_related("dossier")
        now, archived = timezone.now(), 0
        for dossier in {entry.dossier for entry in entries}:
            of_this = entries.filter(dossier=dossier)
            for row in queryset.filter(entry__in=of_this):
                self.log_change(request, row, _("Archived."))
            archived += of_this.archive(dossier, now)
        said = ngettext("%(n)s entry is archived.", "%(n)s entries are archived.", archived) % {"n": archived}
        messages.success(request, f"{said} {_('To bring one back, open it and publish it again.')}")

    # Elsewhere

    def get_list_display(self, request: HttpRequest) -> Any:
        return self.list_display if self.model is Dossier else (*self.list_display, "archived")

    @admin.display(description=gettext_lazy("archived"), ordering="entry__archived_at")
    def archived(self, obj: Any) -> str:
        return day(obj.entry.archived_at)

    def view_on_site(self, obj: Any) -> str:
        return self._entry(obj).get_absolute_url()

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Revisions are public, with their differences; the admin needs no list of its own."""
        obj = self.get_object(request, object_id)
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        entry = self._entry(obj)
        return redirect(reverse("history", args=[entry.dossier.slug, PATHS[entry.kind], entry.slug]))

    def _entry(self, obj: Any) -> Entry:
        entry = entry_of(obj)
        assert entry is not None
        return entry


def faults(form: Any, lists: Iterable[Any]) -> Iterator[tuple[str, str, str]]:
    """(id of the field, where, what) of everything that is wrong: a form of many rows is too long to look through."""
    rows = ((f"{each.opts.verbose_name}, {row.row_label()}", row) for each in lists for row in each.formset.forms)
    for row, each in [("", form), *rows]:
        for name, said in each.errors.items():
            bound = each[name] if name in each.fields else None
            where = ": ".join(str(part) for part in (row, bound.label if bound else "") if part)
            yield bound.id_for_label if bound else "", where, " ".join(said)


def not_saved(request: HttpRequest) -> saving.NotSaved | None:
    """Why the form is shown again."""
    return getattr(request, "not_saved", None)
