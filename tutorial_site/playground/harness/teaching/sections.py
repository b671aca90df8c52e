"""Where the course explains what an error is about: lesson#section, all of them in this one place.

Each is one that the course has: a test holds them to that. The page links to those that it finds.
"""

REQUEST = "same-app-twice#one-request"
WSGI = "same-app-twice#wsgi-in-nine-lines"
ROUTES = "same-app-twice#hello-twice"
METHODS = "same-app-twice#the-same-call-another-answer"
TABLES = "same-app-twice#notes-twice"
FORMS = "same-app-twice#your-turn-a-note-with-nothing-in-it"
CSRF = "same-app-twice#the-note-nobody-wrote"
TEMPLATES = "templates#one-file-two-frameworks"
SILENT = "templates#the-silent-ones"
BATTERIES = "batteries#batteries-out"
LAYOUT = "layout#two-features-one-site"
FACTORY = "layout#two-applications-one-process"
URLS = "layout#the-feature-moves"
CONTEXT = "learning-curve#where-does-the-request-come-from"
VIEWS = "learning-curve#the-first-hour"
QUERIES = "orm#when-does-it-ask"
RELATIONS = "orm#when-does-it-ask"
SESSIONS = "orm#one-class-one-row"
MIGRATIONS = "orm#when-the-model-changes"
CONSTRAINTS = "orm#sqlite-today-postgresql-tomorrow"
SECURITY = "security#who-are-you-again"
SECRETS = "security#who-are-you-again"
HOSTS = ""  # no lesson is about the names of hosts
NONE = ""  # what is Python's own needs no lesson of ours
