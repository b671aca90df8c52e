"""The form that asks for an order: without a script, a place to pick for each line."""

from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import LayoutObject
from django import forms
from django.http import QueryDict

from tutorial_site.quizzes.asking import Asking
from tutorial_site.quizzes.forms import AnswerForm, Drawn
from tutorial_site.quizzes.kinds.order.question import OrderLine, OrderQuestion
from tutorial_site.quizzes.shuffling import shuffled


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is drawn. ``place`` and ``indent`` are what is picked, as texts; "" for nothing.

    ``noted``: it was put in, doesn't belong, and says why.
    """

    line: OrderLine
    html_id: str
    place: str
    indent: str
    noted: bool


class OrderForm(AnswerForm[OrderQuestion]):
    """``place-<id>`` and, for code, ``indent-<id>`` for each line; ``shown`` is how they stood."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    def __init__(self, asking: Asking[OrderQuestion], data: QueryDict | None = None) -> None:
        self.question = asking.question
        self.by_id = {line.id: line for line in self.question.lines}
        earlier = str(data.get("shown", ""))[:1000].split(",") if data is not None else ()
        self.order = self._shown(asking, earlier or asking.given.get("shown", ()))
        super().__init__(asking, data, initial={"shown": ",".join(self.order)})
        self.places: dict[str, str] = {}
        self.indents: dict[str, str] = {}

    def _shown(self, asking: Asking[OrderQuestion], earlier: Any) -> list[str]:
        salt = self.question.stem_text
        order = shuffled(self.by_id, seed=asking.seed, salt=salt, earlier=earlier)
        # Chance must not give the key away: not that of two lines either.
        return order if not self._in_order(order) else order[1:] + order[:1]

    def _in_order(self, order: list[str]) -> bool:
        ranks = [self.by_id[each].rank or 0 for each in order]
        return ranks == sorted(ranks) and not self.question.extra

    @property
    def legend(self) -> str:
        said = "Put the lines in order"
        if self.question.code:
            said += ", and indent them"
        if self.question.extra:
            said += ". Some don’t belong: leave them out"
        return f"{said}."

    def check(self) -> None:
        self.places = self.posted_at("place", self.by_id, 3)
        self.indents = self.posted_at("indent", self.by_id if self.question.code else (), 2)
        places = [place for place in self.places.values() if place]
        steps = {"", *(str(step) for step in range(self.question.deepest + 1))}
        if not set(places) <= self._numbers or not set(self.indents.values()) <= steps:
            self.refuse("A place or an indentation that the form doesn't offer.")
        elif not self.revealed:
            self._check_places(places)

    def _check_places(self, places: list[str]) -> None:
        missing = len(self.by_id) - len(places)
        twice = sorted((each for each in set(places) if places.count(each) > 1), key=int)
        if not places:
            self.ask_for("Put the lines in order first…")
        elif twice:
            self.ask_for(f"Two lines have the place {twice[0]}. Give each a place of its own.")
        elif missing and not self.question.extra:
            lines = "1 line has" if missing == 1 else f"{missing} lines have"
            self.ask_for(f"{lines} no place yet.")

    @property
    def _numbers(self) -> set[str]:
        return {str(number) for number in self.numbers}

    @property
    def numbers(self) -> range:
        """The places that a line may have."""
        return range(1, len(self.by_id) + 1)

    @property
    def steps(self) -> range:
        return range(self.question.deepest + 1)

    def answer(self) -> dict[str, Any]:
        placed = [each for each, place in self.places.items() if place]
        placed.sort(key=lambda each: int(self.places[each]))
        lines: list[dict[str, Any]] = [{"id": each} for each in placed if not self.revealed]
        if self.question.code:
            for each in lines:
                each["indent"] = int(self.indents[each["id"]] or 0)
        return {"lines": lines, "shown": self.order}

    def fields_layout(self) -> list[LayoutObject | str]:
        return [Drawn("quizzes/order/lines.html"), "shown"]

    def rows(self) -> list[Row]:
        earlier = self.earlier.get("lines", ())
        places = self.places or {each["id"]: str(at) for at, each in enumerate(earlier, start=1)}
        indents = self.indents or {each["id"]: str(each.get("indent", "")) for each in earlier}
        return [
            Row(
                line := self.by_id[each],
                html_id=f"{self.asking.html_id}-{each}",
                place=places.get(each, ""),
                indent=indents.get(each, ""),
                noted=self.marks and each in places and line.rank is None,
            )
            for each in self.order
        ]
