from django.urls import path

from . import views

app_name = "loans"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("mine.txt", views.as_text, name="as_text"),
    path("borrow/<int:book_id>/", views.borrow, name="borrow"),
    path("<int:pk>/return/", views.give_back, name="return"),
]
