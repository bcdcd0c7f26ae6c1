"""A dossier as one file, and the schema of that file. Exercises stay out of it: their role cards are confidential."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from options.bundle.dump import public, to_json, to_yaml
from options.bundle.json_schema import json_schema
from options.bundle.regroup import ungroup
from options.views.parts import dossier_and_reading, page

WRITERS = {"yaml": (to_yaml, "application/yaml"), "json": (to_json, "application/json")}


@page
def export(request: HttpRequest, dossier_slug: str, form: str) -> HttpResponse:
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    write, content_type = WRITERS[form]
    text = write(public(ungroup(reading.entries, exported_version=reading.version)))
    response = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{reading.slug}-v{reading.version}.{form}"'
    response.headers["Cache-Control"] = "private, no-store"  # `page` replaces it where the reply may be shared
    return response


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """JSON Schema of the dossier file, under its own address."""
    text = json.dumps(json_schema(request.build_absolute_uri()), indent=1, ensure_ascii=False)
    return HttpResponse(text, content_type="application/schema+json; charset=utf-8")
