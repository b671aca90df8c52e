from django.contrib import admin

from .models import Note


@admin.register(Note)
class NoteAdmin(admin.ModelAdmin):
    list_display = ["text", "done"]
    list_filter = ["done"]
    search_fields = ["text"]
