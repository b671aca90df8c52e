from django.contrib.auth.mixins import PermissionRequiredMixin
from django.contrib.messages.views import SuccessMessageMixin
from django.shortcuts import get_list_or_404, render
from django.views.generic import CreateView, DetailView, ListView

from .forms import BookForm
from .models import Book


class BookList(ListView):
    model = Book
    paginate_by = 20

    def get_queryset(self):
        found = super().get_queryset()
        text = self.request.GET.get("q")
        return found.filter(title__icontains=text) if text else found


class BookDetail(DetailView):
    queryset = Book.objects.select_related("author")


class BookCreate(PermissionRequiredMixin, SuccessMessageMixin, CreateView):
    permission_required = "books.add_book"
    form_class = BookForm
    model = Book
    success_message = "%(title)s is on the shelf."


def of_year(request, year):
    books = get_list_or_404(Book, year=year)
    return render(request, "books/book_list.html", {"object_list": books, "year": year})


def about(request, name):
    books = Book.objects.about(name).select_related("author")
    return render(request, "books/book_list.html", {"object_list": books, "subject": name})
