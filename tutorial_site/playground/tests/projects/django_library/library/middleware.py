from django.http import HttpResponse


def opening_hours(get_response):
    """Shut the library where the request says so, and stamp what goes out."""

    def middleware(request):
        if request.headers.get("X-Hour") == "night":
            return HttpResponse("The library is closed.", status=503)
        request.is_open = True
        response = get_response(request)
        response["X-Library"] = "open"
        return response

    return middleware
