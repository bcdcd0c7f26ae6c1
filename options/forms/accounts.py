"""Sign in, and change one's own password: Django's forms behind the throttle, with every fault beside its field."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_variables

from options.models import Throttle, User
from options.models.throttles import Bucket

NAME_MAX: Final = User._meta.get_field("username").max_length
FAULTS: Final[dict[str, str | Any]] = {
    "password_incorrect": gettext_lazy("This is not your present password."),
    "password_mismatch": gettext_lazy("The two new passwords are not the same."),
}
BucketsOf = Callable[[str], Sequence[Bucket]]


class Slowed(forms.Form):
    """A form that looks at a password only when there is a token for the try. `wait` is above 0 when there was none."""

    buckets_of: BucketsOf  # of the account that a try is about
    now: datetime
    wait = 0

    def take(self, name: str) -> None:
        self.wait = Throttle.objects.take(self.buckets_of(name), self.now)
        if self.wait:
            text = ngettext(
                "Too many tries. Wait %(seconds)s second, then try again. This time nothing was checked.",
                "Too many tries. Wait %(seconds)s seconds, then try again. This time nothing was checked.",
                self.wait,
            )
            raise ValidationError(text, code="throttled", params={"seconds": self.wait})

    def put_back(self, name: str) -> None:
        Throttle.objects.put_back(self.buckets_of(name), self.now)

    @property
    def focus(self) -> str:
        """Where the cursor belongs: the first field at fault, or the first of all."""
        return next((name for name in self.fields if name in self.errors), next(iter(self.fields)))


class SignInForm(Slowed, AuthenticationForm):
    """A wrong password, a name that nobody has and one that is switched off get the same words, in the same time."""

    def __init__(self, request: Any, data: Any = None, *, buckets_of: BucketsOf, now: datetime) -> None:
        self.buckets_of, self.now = buckets_of, now
        super().__init__(request, data)
        self.fields["username"].label = _("Name")
        self.fields["username"].validators.append(MaxLengthValidator(NAME_MAX))  # Django's form only tells the browser
        self.fields["username"].widget.attrs.pop("autofocus")  # see `focus`

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not (name and password):
            return self.cleaned_data
        try:
            self.take(name)
            super().clean()
        except ValidationError as fault:
            raise ValidationError({"password": fault}) from None
        self.put_back(name)
        return self.cleaned_data

    def get_invalid_login_error(self) -> ValidationError:
        text = _("The name or the password is wrong. Capital and small letters count in both.")
        return ValidationError(text, code="invalid_login")


class PasswordForm(Slowed, PasswordChangeForm):
    """The present password is slowed down like a sign-in: whoever finds a session open must not guess it here."""

    error_messages = FAULTS

    def __init__(self, user: Any, data: Any = None, *, buckets_of: BucketsOf, now: datetime) -> None:
        self.buckets_of, self.now = buckets_of, now
        super().__init__(user, data)
        labels = {
            "old_password": _("Present password"),
            "new_password1": _("New password"),
            "new_password2": _("New password again"),
        }
        for name, label in labels.items():
            self.fields[name].label, self.fields[name].help_text = label, ""
        self.fields["new_password1"].help_text = good_password()
        self.fields["old_password"].widget.attrs.pop("autofocus")  # see `focus`

    @sensitive_variables()
    def clean_old_password(self) -> str:
        name = self.user.get_username()
        self.take(name)
        password: str = super().clean_old_password()
        self.put_back(name)
        return password

    def validate_password_for_user(self, user: Any, password_field_name: str = "") -> None:
        """Beside the field where the password was chosen, not where it was repeated."""
        super().validate_password_for_user(user, "new_password1")


def good_password() -> str:
    """What the validators of the settings ask for, in one sentence: theirs are four, and all begin alike."""
    lengths = [v.min_length for v in get_default_password_validators() if isinstance(v, MinimumLengthValidator)]
    text = _("At least %(length)s characters, not digits alone, not a common password, and not close to your name.")
    return text % {"length": max(lengths, default=1)}
