from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from books.models import Book

from .models import Loan


@login_required
def mine(request):
    return render(
        request, "loans/mine.html", {"loans": Loan.objects.open().filter(reader=request.user)}
    )


@login_required
@require_POST
def borrow(request, book_id):
    with transaction.atomic():
        book = get_object_or_404(Book, pk=book_id)
        if book.copies < 1 or book.is_reference:
            messages.error(request, "There is no copy to lend.")
            return redirect(book)
        book.copies -= 1
        book.save()
        Loan.objects.create(book=book, reader=request.user)
    messages.success(request, f"{book} is yours for four weeks.")
    return redirect("loans:mine")


@login_required
@require_POST
def give_back(request, pk):
    loan = get_object_or_404(Loan.objects.open(), pk=pk, reader=request.user)
    loan.returned = timezone.now()
    loan.save()
    return redirect("loans:mine")


@login_required
def as_text(request):
    lines = [f"{loan.book}\n" for loan in Loan.objects.filter(reader=request.user)]
    headers = {"Content-Disposition": 'attachment; filename="my loans.txt"'}
    return HttpResponse("".join(lines), content_type="text/plain; charset=utf-8", headers=headers)
