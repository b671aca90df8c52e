"""The form that asks which belongs to which: a list to pick from for each."""

from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import LayoutObject
from django import forms
from django.http import QueryDict

from tutorial_site.quizzes.asking import Asking
from tutorial_site.quizzes.forms import AnswerForm, Drawn
from tutorial_site.quizzes.kinds.match.question import MatchQuestion, Pair, Right
from tutorial_site.quizzes.shuffling import shuffled


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as it is drawn: ``given`` is the id picked. ``mark`` is "right", "wrong" or ""."""

    pair: Pair
    html_id: str
    given: str
    mark: str


class MatchForm(AnswerForm[MatchQuestion]):
    """``pair-<id>`` for each pair; ``shown`` is the order of what may be picked."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    def __init__(self, asking: Asking[MatchQuestion], data: QueryDict | None = None) -> None:
        self.question = asking.question
        by_id = {right.id: right for right in self.question.rights}
        posted = str(data.get("shown", ""))[:1000].split(",") if data is not None else ()
        order = shuffled(
            by_id,
            seed=asking.seed,
            salt=self.question.stem_text,
            earlier=posted or asking.given.get("shown", ()),
        )
        self.rights: list[Right] = [by_id[each] for each in order]
        super().__init__(asking, data, initial={"shown": ",".join(order)})
        self.given: dict[str, str] = {}

    @property
    def legend(self) -> str:
        return "Pick what belongs to each."

    def check(self) -> None:
        self.given = self.posted_at("pair", [pair.id for pair in self.question.pairs], 10)
        picked = [each for each in self.given.values() if each]
        if not set(picked) <= {right.id for right in self.rights}:
            self.refuse("Something that the form doesn't offer.")
        elif not self.revealed and len(picked) < len(self.question.pairs):
            left = len(self.question.pairs) - len(picked)
            are = "One is" if left == 1 else f"{left} are"
            self.ask_for(f"{are} still open." if picked else "Pick what belongs to each first…")

    def answer(self) -> dict[str, Any]:
        return {
            "pairs": {} if self.revealed else self.given,
            "shown": [right.id for right in self.rights],
        }

    def fields_layout(self) -> list[LayoutObject | str]:
        return [Drawn("quizzes/match/pairs.html"), "shown"]

    def rows(self) -> list[Row]:
        given = self.given or self.earlier.get("pairs", {})
        return [
            Row(
                pair,
                html_id=f"{self.asking.html_id}-{pair.id}",
                given=given.get(pair.id, ""),
                mark=self._mark(pair, given.get(pair.id, "")),
            )
            for pair in self.question.pairs
        ]

    def _mark(self, pair: Pair, given: str) -> str:
        if not self.marks or not given:
            return ""
        return "right" if given == pair.right else "wrong"
