"""What a program was found to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """``value`` is the key; "" if there is none, and then ``why`` and ``hint`` say why not.

    ``passing``: the next run may find one.
    """

    value: str
    why: str = ""
    hint: str = ""
    passing: bool = False

    @property
    def known(self) -> bool:
        return not self.why
