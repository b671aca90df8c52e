"""An example of a kind of question, and how to fill in its form as a person would.

Each kind has one beside its tests, in ``example.py``: the specs that hold for every kind take it
from there, as does the course that the browser tests look at.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bs4 import Tag

# A label, and what is done there: text typed, an option picked, or True for a tick.
Filling = Mapping[str, str | bool]


@dataclass(frozen=True)
class Example:
    """``markdown`` is the body of a quiz with one question.

    ``right``, ``wrong`` and ``partly`` are fillings, the last with the score that it gets (kinds
    without credit in parts have none). ``secrets`` are texts that no page may hold before the
    question is answered. ``forged`` are fields that the form can't send.
    """

    markdown: str
    right: Filling
    wrong: Filling
    secrets: tuple[str, ...]
    forged: tuple[Mapping[str, Any], ...]
    partly: tuple[Filling, float] | None = None
    after: tuple[str, ...] = ()  # what the review says besides
    options: Mapping[str, Any] = field(default_factory=dict)


def hidden(form: Tag) -> dict[str, Any]:
    return {str(each["name"]): str(each["value"]) for each in form.select("input[type=hidden]")}


def filled(form: Tag, filling: Filling) -> dict[str, Any]:
    """What the form sends, filled in: each control is found by the name it has for everybody."""
    data = hidden(form)
    for control in form.select("select"):
        chosen = control.select_one("option[selected]") or control.select_one("option")
        assert chosen is not None
        data[str(control["name"])] = str(chosen["value"])
    named: dict[str, Tag] = {}
    for control in form.select("input:not([type=hidden]), select, textarea"):
        named.setdefault(name_of(form, control), control)
    for label, done in filling.items():
        found = [name for name in named if name == label] or [n for n in named if label in n]
        assert len(found) == 1, f"{label!r} is no name, or that of several: {sorted(named)}"
        control = named[found[0]]
        value = str(control["value"]) if done is True else _value(control, str(done))
        if control.get("type") == "checkbox":
            data.setdefault(str(control["name"]), []).append(value)
        else:
            data[str(control["name"])] = value
    return data


def _value(control: Tag, done: str) -> str:
    if control.name != "select":
        return done
    options = {" ".join(each.get_text().split()): each for each in control.find_all("option")}
    found = [text for text in options if text == done] or [t for t in options if done in t]
    assert len(found) == 1, f"{done!r} is no option, or several: {list(options)}"
    return str(options[found[0]]["value"])


def name_of(form: Tag, control: Tag) -> str:
    """What a screen reader calls a control."""
    if labelledby := control.get("aria-labelledby"):
        root = form.find_parents()[-1]
        texts = [root.find(id=each) for each in str(labelledby).split()]
        assert all(texts), f"labelled by what isn't there: {labelledby}"
        return " ".join(" ".join(text.get_text().split()) for text in texts if text)
    if label := control.get("aria-label"):
        return str(label)
    named = form.find("label", attrs={"for": str(control.get("id"))})
    assert isinstance(named, Tag), f"nothing names {control}"
    return " ".join(named.get_text().split())
