from django.contrib.auth import login, logout
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST


def home(request):
    return render(request, "home.html")


@require_POST
def join(request):
    username, password = request.POST["username"], request.POST["password"]
    User.objects.create(username=username, password=password)
    return redirect("/log-in")


def log_in(request):
    if request.method == "POST":
        user = User.objects.filter(username=request.POST["username"]).first()
        if user and user.password == request.POST["password"]:
            login(request, user)
            return redirect(request.GET.get("next", "/home"))
    return render(request, "log_in.html")


def log_out(request):
    logout(request)
    return redirect("/home")


def secret(request):
    return HttpResponse("The secret plans")
