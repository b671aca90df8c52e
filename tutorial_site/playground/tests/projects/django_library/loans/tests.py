from django.contrib.auth.models import User
from django.test import TestCase

from books.models import Book

from .models import Entry, Loan


class BorrowingTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ada = User.objects.create_user("ada")
        cls.book = Book.objects.get(title="Frankenstein")  # there since the migrations

    def test_a_loan_takes_a_copy_and_is_written_down(self):
        self.client.force_login(self.ada)
        self.client.post(f"/loans/borrow/{self.book.pk}/")
        self.book.refresh_from_db()
        self.assertEqual(self.book.copies, 0)
        self.assertEqual(Loan.objects.open().count(), 1)
        self.assertEqual(Entry.objects.get().text, "ada borrowed Frankenstein")
