from django import template

from ..models import Subject

register = template.Library()


@register.filter
def shelf(book):
    return f"{book.author.name[:1]}{book.year % 100:02}"


@register.inclusion_tag("books/_subjects.html")
def all_subjects():
    return {"subjects": Subject.objects.order_by("name")}
