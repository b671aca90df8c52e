from django.contrib import admin

from .models import Entry, Loan


@admin.register(Loan)
class LoanAdmin(admin.ModelAdmin):
    list_display = ["book", "reader", "due", "returned"]
    list_filter = ["due"]
    date_hierarchy = "taken"
    raw_id_fields = ["book"]


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    list_display = ["text", "written"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
