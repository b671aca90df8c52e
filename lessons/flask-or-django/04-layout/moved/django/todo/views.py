from django.shortcuts import redirect, render


def index(request):
    return render(request, "todo/index.html")


def old_address(request):
    return redirect("todo:index")
