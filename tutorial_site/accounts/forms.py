"""Forms of accounts. What they look like is crispy's part; rules are Django's own."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout, Submit
from django import forms
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError


def helper(button: str, *fields: str, look: str = "btn-primary") -> FormHelper:
    """A form with these fields and one button; it is sent to the page that it stands on."""
    made = FormHelper()
    made.attrs = {"novalidate": ""}  # the site's own messages say more than the browser's
    made.layout = Layout(*fields, Submit("", button, css_class=f"btn {look}"))
    return made


class SignUpForm(auth_forms.UserCreationForm):  # type: ignore[type-arg]
    """An account: a name and a password. An address for e-mail is the learner's to give."""

    email = forms.EmailField(
        required=False,
        label="E-mail (optional)",
        help_text="Only for a new password, should you forget yours. Nobody else sees it.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    class Meta:
        model = get_user_model()
        fields = ("username", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Name"
        self.fields["username"].help_text = "Letters, digits and @ . + - _"
        self.fields["password1"].help_text = "At least 8 characters, and none that others guess."
        self.fields["password2"].label = "Password, once more"
        self.fields["password2"].help_text = ""
        self.helper = helper("Sign up", "username", "email", "password1", "password2")


class SignInForm(auth_forms.AuthenticationForm):
    """Name and password. ``Ada`` may sign in as ``ada``: no two names differ by that alone."""

    error_messages = {
        "invalid_login": "Name and password don't fit together. Try again, or ask for a new one.",
        "inactive": "This account is closed.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Name"
        self.helper = helper("Sign in", "username", "password")
        self.helper.layout.insert(0, HTML(NEXT))

    def clean_username(self) -> str:
        typed: str = self.cleaned_data["username"]
        found = User.objects.filter(username__iexact=typed).first()
        return found.get_username() if found else typed


NEXT = '{% if next %}<input type="hidden" name="next" value="{{ next }}">{% endif %}'


class PasswordChangeForm(auth_forms.PasswordChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Change it", "old_password", "new_password1", "new_password2")


class PasswordResetForm(auth_forms.PasswordResetForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Send the link", "email")


class SetPasswordForm(auth_forms.SetPasswordForm):  # type: ignore[type-arg]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Take this password", "new_password1", "new_password2")


class EmailForm(forms.ModelForm):  # type: ignore[type-arg]
    """The address to which a new password can be sent; it may be empty."""

    class Meta:
        model = User
        fields = ("email",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail (optional)"
        self.helper = helper("Save", "email")


class DeleteForm(forms.Form):
    """Deleting an account takes its password: an open browser is not enough."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.helper = helper("Delete my account and all I did", "password", look="btn-danger")

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise ValidationError("That is not your password. Nothing was deleted.")
        return password
