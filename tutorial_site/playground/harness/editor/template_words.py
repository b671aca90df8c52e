"""What one template language calls otherwise than the other, and which tags are open."""

import re
from typing import NamedTuple

TAG = re.compile(r"\{%[-+]?\s*(\w+)(.*?)[-+]?%\}|\{#.*?#\}", re.DOTALL)


class Problem(NamedTuple):
    """``part`` is the text on the line that it is about, "" for all of the line."""

    line: int
    part: str
    message: str
    hint: str


# Tags and phrases of Jinja that Django hasn't, and what Django has instead; and the reverse.
IN_DJANGO = {
    "set": "Django gives a name to a value by {% with name=value %} … {% endwith %}",
    "macro": "Django has no macros: {% include %} a template, or write a tag in Python.",
    "call": "Django has no macros: {% include %} a template, or write a tag in Python.",
    "import": "Django has no macros to import: {% load %} loads tags written in Python.",
    "from": "Django has no macros to import: {% load %} loads tags written in Python.",
    "do": "Django templates run no statements: do it in the view.",
    "raw": "In Django it is {% verbatim %} … {% endverbatim %}",
    "break": "A Django loop can't be left: cut the list in the view.",
    "continue": "A Django loop can't be continued: filter the list in the view.",
    "elseif": "It is {% elif %}",
    "elsif": "It is {% elif %}",
}
IN_JINJA = {
    "url": "In Jinja it is a function: {{ url_for('endpoint') }}",
    "static": "In Flask it is {{ url_for('static', filename='style.css') }}",
    "load": "Jinja loads nothing here: leave the line out. {% import %} is for macros.",
    "csrf_token": (
        "With Flask-WTF it is {{ form.csrf_token }}, or, without a form object, "
        '<input type="hidden" name="csrf_token" value="{{ csrf_token() }}">'
    ),
    "empty": "In Jinja it is {% else %}, before {% endfor %}",
    "comment": "In Jinja a comment is {# … #}",
    "endcomment": "In Jinja a comment is {# … #}",
    "now": "Give the time to the template from the view.",
    "ifequal": "Write {% if a == b %}",
    "ifchanged": "In Jinja it is {% if loop.changed(value) %}",
    "cycle": "In Jinja it is {{ loop.cycle('odd', 'even') }}",
    "verbatim": "In Jinja it is {% raw %} … {% endraw %}",
    "trans": "Flask has no translations of its own: Flask-Babel does it.",
    "regroup": "In Jinja it is a filter: {% for group in rows|groupby('name') %}",
    "spaceless": "Jinja takes white space away by a minus sign: {%- … -%}",
    "elseif": "It is {% elif %}",
    "elsif": "It is {% elif %}",
}


def line_at(text: str, position: int) -> int:
    """The number of the line that a position lies in."""
    return text.count("\n", 0, position) + 1


def innermost_open(text: str, openers: set[str]) -> tuple[str, int] | None:
    """(name, line) of the last tag that is opened and not closed."""
    opened: list[tuple[str, int]] = []
    for match in TAG.finditer(text):
        name = match[1] or ""
        if name in openers:
            opened.append((name, line_at(text, match.start())))
        elif name.startswith("end"):
            for index in reversed(range(len(opened))):
                if opened[index][0] == name[3:]:
                    del opened[index:]
                    break
    return opened[-1] if opened else None
