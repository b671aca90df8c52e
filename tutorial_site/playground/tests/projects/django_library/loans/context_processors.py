from .models import Loan


def open_loans(request):
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"open_loans": Loan.objects.open().filter(reader=user).count()}
