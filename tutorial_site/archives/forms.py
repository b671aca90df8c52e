"""The form that an archive is brought with."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tutorial_site.archives.reading import MOST_BYTES, Archive, BadArchiveError, read_archive

MEGABYTES = MOST_BYTES // 1024 // 1024


class BringForm(forms.Form):
    """A file; what is in it is ``archive`` once the form is valid."""

    file = forms.FileField(
        label="Your archive",
        help_text=f"The JSON file that “Download everything” gave you, up to {MEGABYTES} MB.",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": "Choose a file first.", "empty": "This file is empty."},
    )
    archive: Archive

    def clean_file(self) -> Any:
        found = self.cleaned_data["file"]
        try:
            self.archive = read_archive(found.read(MOST_BYTES + 1))
        except BadArchiveError as error:
            raise ValidationError(str(error)) from None
        return found
