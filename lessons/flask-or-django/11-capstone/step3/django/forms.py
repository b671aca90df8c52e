from django import forms


class NoteForm(forms.Form):
    text = forms.CharField(label="New note", max_length=200)
