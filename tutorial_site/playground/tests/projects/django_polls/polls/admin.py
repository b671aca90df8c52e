from django.contrib import admin

from .models import Option, Poll


class OptionInline(admin.TabularInline):
    model = Option
    extra = 3


class PollAdmin(admin.ModelAdmin):
    fieldsets = [
        (None, {"fields": ["asks"]}),
        ("Dates", {"fields": ["opened"], "classes": ["collapse"]}),
    ]
    inlines = [OptionInline]
    list_display = ["asks", "opened", "is_recent"]
    list_filter = ["opened"]
    search_fields = ["asks"]


admin.site.register(Poll, PollAdmin)
