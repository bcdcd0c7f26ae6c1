"""Saying that a citation was looked up: which one, and the text as it was read."""

from django import forms
from django.core.validators import RegexValidator

_HASH = RegexValidator(r"\A[0-9a-f]{64}\Z")


class CheckForm(forms.Form):
    what = forms.ChoiceField(choices=[("confirm", "confirm"), ("withdraw", "withdraw")])
    citation = forms.CharField(max_length=64, validators=[_HASH])
    text = forms.CharField(max_length=64, validators=[_HASH])
