"""Columns that several models share."""

from collections.abc import Mapping
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from options.bundle.schema import SLUG_MAX, SLUG_PATTERN, SUMMARY_MAX


def slug_field(**options: Any) -> "models.CharField[Any, Any]":
    """A slug as the file format has it: small letters and digits in groups joined by single hyphens."""
    rule = RegexValidator(SLUG_PATTERN, _("Use small letters and digits, in groups joined by single hyphens."))
    return models.CharField(max_length=SLUG_MAX, validators=[rule], **options)


def line_field(length: int = SUMMARY_MAX, **options: Any) -> "models.CharField[Any, Any]":
    """One line of text; empty means that nothing is known."""
    return models.CharField(max_length=length, blank=True, default="", **options)


def text_field(**options: Any) -> "models.TextField[Any, Any]":
    """A paragraph or more; empty means that nothing is known."""
    return models.TextField(blank=True, default="", **options)


def choice_field(values: Any, **options: Any) -> "models.CharField[Any, Any]":
    """One of a fixed list of words."""
    return models.CharField(max_length=24, choices=[(value, value) for value in values], **options)


def list_field(**options: Any) -> "models.JSONField[Any, Any]":
    return models.JSONField(blank=True, default=list, **options)


def written(rows: "tuple[models.Model, ...]", columns: Mapping[str, Any]) -> None:
    """Columns set in the object at hand, and in the same row as it was locked, which alone is saved: the first."""
    for row in rows:
        for name, value in columns.items():
            setattr(row, name, value)
    rows[0].save(update_fields=list(columns))


def one_of(name: str, column: str, values: Any) -> models.CheckConstraint:
    """A check constraint that holds a column to a list of values, for rows that no form has seen."""
    return models.CheckConstraint(condition=models.Q(**{f"{column}__in": list(values)}), name=name)
