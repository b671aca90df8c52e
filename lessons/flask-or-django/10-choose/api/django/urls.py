from django.urls import path
from views import note, notes

urlpatterns = [
    path("api/notes", notes),
    path("api/notes/<int:id>", note),
]
