from django.contrib import admin

from .models import Author, Book, Subject


class BookInline(admin.TabularInline):
    model = Book
    extra = 1
    fields = ["title", "year", "copies"]


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):
    inlines = [BookInline]
    search_fields = ["name"]


@admin.register(Book)
class BookAdmin(admin.ModelAdmin):
    list_display = ["title", "author", "year", "copies", "is_reference"]
    list_filter = ["is_reference", "subjects"]
    list_editable = ["copies"]
    search_fields = ["title", "author__name"]
    autocomplete_fields = ["author"]
    filter_horizontal = ["subjects"]
    actions = ["keep_in"]

    @admin.action(description="Keep in the reading room")
    def keep_in(self, request, queryset):
        count = queryset.update(is_reference=True)
        self.message_user(request, f"{count} kept in.")


admin.site.register(Subject)
