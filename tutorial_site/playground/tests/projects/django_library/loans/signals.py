from django.db.models.signals import post_save
from django.dispatch import receiver

from .models import Entry, Loan


@receiver(post_save, sender=Loan)
def write_journal(sender, instance, created, **kwargs):
    """Every loan, and every return, is written down."""
    verb = "borrowed" if created else "returned"
    Entry.objects.create(text=f"{instance.reader} {verb} {instance.book}")
