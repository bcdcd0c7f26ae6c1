"""Going back to an earlier revision."""

from django import forms
from django.utils.translation import gettext_lazy as _

WHY_MAX = 300  # with the sentence before it, a change note has no room for more


class RevertForm(forms.Form):
    """`seen` is the number of the revision that was live when the page was opened."""

    why = forms.CharField(max_length=WHY_MAX, label=_("Why"), help_text=_("One sentence, for the public history."))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
