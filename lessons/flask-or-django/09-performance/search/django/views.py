from django.http import HttpResponse
from django.utils.html import escape
from django.views.decorators.csrf import csrf_exempt

work = []  # one entry for each time that it was done


@csrf_exempt
def report(request):
    work.append("done")
    tag = escape(request.GET.get("tag", "all"))
    return HttpResponse(f"{tag}, by {request.method}, work {len(work)}")
