"""Checks' source, compiled so that a failing assert says what it saw.

``assert page.status == 200`` becomes: keep the two sides, compare them, and raise ``CheckFailed``
with both if that doesn't hold. Nothing is evaluated twice, so an assert may send requests.
"""

import ast
import linecache
from dataclasses import dataclass
from types import CodeType
from typing import Any

CHECKS_FILE = "<checks>"
# Names that nobody can type.
FAIL = "@failed"
_KEPT = "@side"
_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
_OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.Is: ast.IsNot,
    ast.In: ast.NotIn,
    ast.NotEq: ast.Eq,
    ast.IsNot: ast.Is,
    ast.NotIn: ast.In,
}


@dataclass(frozen=True)
class Seen:
    """What an assert saw.

    ``sign`` is that of the comparison; "" where the truth of ``left`` was asked for, "not" where
    it was the contrary. ``source`` is the assert's expression. A side is ``fixed`` if it is written
    out in the check: then it is what was expected.
    """

    sign: str
    left: Any
    right: Any
    source: str
    left_fixed: bool
    right_fixed: bool


class CheckFailed(AssertionError):
    """An assert of a check didn't hold. ``said`` is its own message, None without one."""

    def __init__(self, *seen: Any, said: object = None) -> None:
        self.seen = Seen(*seen)
        self.said = said
        super().__init__(said if said is not None else self.seen.source)


def compile_checks(source: str) -> CodeType:
    """The code of the checks; raises SyntaxError."""
    tree = _Asserts().visit(ast.parse(source, CHECKS_FILE))
    lines = source.splitlines(keepends=True)
    # Tracebacks show the lines of files that are nowhere by what is kept here.
    linecache.cache[CHECKS_FILE] = (len(source), None, lines, CHECKS_FILE)
    return compile(ast.fix_missing_locations(tree), CHECKS_FILE, "exec", dont_inherit=True)


class _Asserts(ast.NodeTransformer):
    """Puts an if in the place of every assert."""

    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        statements = _statements(node.test, node.msg or ast.Constant(None))
        for statement in statements:
            for each in ast.walk(statement):
                if not hasattr(each, "lineno"):
                    ast.copy_location(each, node)
        return statements


def _statements(test: ast.expr, said: ast.expr) -> list[ast.stmt]:
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return [each for value in test.values for each in _statements(value, said)]
    if isinstance(test, ast.Compare):
        return _comparison(test, test.ops, said)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = test.operand
        if (
            isinstance(inner, ast.Compare)
            and len(inner.ops) == 1
            and type(inner.ops[0]) in _OPPOSITES
        ):
            return _comparison(inner, [_OPPOSITES[type(inner.ops[0])]()], said)
        return [_keep(0, inner), *_raise_if(_kept(0), "not", [inner], test, said)]
    return [_keep(0, test), *_raise_if(ast.UnaryOp(ast.Not(), _kept(0)), "", [test], test, said)]


def _comparison(test: ast.Compare, ops: list[ast.cmpop], said: ast.expr) -> list[ast.stmt]:
    """``a < b < c``: a and b are compared before c is looked at, as Python does."""
    sides = [test.left, *test.comparators]
    statements: list[ast.stmt] = [_keep(0, sides[0])]
    for number, op in enumerate(ops):
        statements.append(_keep(number + 1, sides[number + 1]))
        held = ast.Compare(_kept(number), [op], [_kept(number + 1)])
        two = sides[number : number + 2]
        source = test if len(ops) > 1 else ast.Compare(two[0], [op], [two[1]])
        statements += _raise_if(
            ast.UnaryOp(ast.Not(), held), _SIGNS[type(op)], two, source, said, first=number
        )
    return statements


def _raise_if(
    condition: ast.expr,
    sign: str,
    sides: list[ast.expr],
    source: ast.expr,
    said: ast.expr,
    *,
    first: int = 0,
) -> list[ast.stmt]:
    kept: list[ast.expr] = [_kept(first + number) for number in range(len(sides))]
    fixed = [ast.Constant(_is_fixed(side)) for side in sides]
    if len(sides) == 1:
        kept, fixed = [*kept, ast.Constant(None)], [*fixed, ast.Constant(False)]
    failure = ast.Call(
        ast.Name(FAIL, ast.Load()),
        [ast.Constant(sign), *kept, ast.Constant(ast.unparse(source)), *fixed],
        [ast.keyword("said", said)],
    )
    return [ast.If(condition, [ast.Raise(failure)], [])]


def _keep(number: int, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(f"{_KEPT}{number}", ast.Store())], value)


def _kept(number: int) -> ast.expr:
    return ast.Name(f"{_KEPT}{number}", ast.Load())


def _is_fixed(side: ast.expr) -> bool:
    """Whether a value is written out: a literal, or a list or tuple of such."""
    try:
        ast.literal_eval(side)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True
