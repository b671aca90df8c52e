from django.core.management.base import BaseCommand

from loans.models import Loan


class Command(BaseCommand):
    help = "List the loans that are overdue."

    def add_arguments(self, parser):
        parser.add_argument("--count", action="store_true", help="only say how many")

    def handle(self, *, count, **options):
        loans = Loan.objects.overdue().select_related("book", "reader")
        if count:
            self.stdout.write(str(len(loans)))
            return
        for loan in loans:
            self.stdout.write(f"{loan.reader}: {loan.book}, due {loan.due:%d %B}")
