"""Which names a Python file binds, where, and which of them can be seen from a place.

Scopes as Python has them: module, class, function (a lambda is one), comprehension. A class's names
can't be seen from the functions in it.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass
class Binding:
    """A place where a name gets its value.

    ``node``: the definition, import, parameter, or the target's name. ``value``: the expression
    that is bound, None where there is none. ``how``: "def", "class", "import", "parameter", "=",
    "for" (an element of the value), "with" (what entering the value gives), "part" (of a tuple),
    "except", "global" or "match".
    """

    name: str
    node: ast.AST
    how: str
    value: ast.expr | None = None


@dataclass
class Scope:
    """``node`` is None for the module; ``uses`` are the names that are read in it."""

    node: Any
    parent: "Scope | None" = None
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    uses: list[ast.Name] = field(default_factory=list)
    inner: "list[Scope]" = field(default_factory=list)
    stars: list[ast.ImportFrom] = field(default_factory=list)
    elsewhere: dict[str, "Scope"] = field(default_factory=dict)  # by global and nonlocal

    @property
    def is_class(self) -> bool:
        """Whether its names are attributes of a class."""
        return isinstance(self.node, ast.ClassDef)

    def visible(self) -> "Iterator[Scope]":
        """This scope and those around it whose names can be seen here, innermost first."""
        yield self
        scope = self.parent
        while scope is not None:
            if not scope.is_class:
                yield scope
            scope = scope.parent

    def find(self, name: str) -> list[Binding]:
        """The bindings that a name means here, [] if it is bound nowhere."""
        if name in self.elsewhere:
            return self.elsewhere[name].bindings.get(name, [])
        for scope in self.visible():
            if name in scope.bindings:
                return scope.bindings[name]
        return []

    def walk(self) -> "Iterator[Scope]":
        """This scope and all in it."""
        yield self
        for scope in self.inner:
            yield from scope.walk()

    def at(self, line: int, column: int) -> "Scope":
        """The innermost scope whose text holds a place; ``column`` in bytes, as in the tree."""
        for scope in reversed(self.inner):
            if _holds(scope.node, line, column):
                return scope.at(line, column)
        return self


def _holds(node: ast.AST, line: int, column: int) -> bool:
    start, end = _span(node)
    return start <= (line, column) <= end


def _span(node: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where a scope's own names count: not in decorators, defaults and annotations."""
    end = (node.end_lineno, node.end_col_offset)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return (node.body[0].lineno, 0), (node.end_lineno or node.lineno, 10**9)
    return (node.lineno, node.col_offset), end


def scopes_of(tree: ast.Module) -> Scope:
    """The module's scope, with all others in it."""
    return _Reader().read(tree)


class _Reader(ast.NodeVisitor):
    def read(self, tree: ast.Module) -> Scope:
        self.module = self.scope = Scope(None)
        for node in tree.body:
            self.visit(node)
        return self.module

    def bind(self, name: str, node: ast.AST, how: str, value: ast.expr | None = None) -> None:
        scope = self.scope.elsewhere.get(name, self.scope)
        scope.bindings.setdefault(name, []).append(Binding(name, node, how, value))

    def enter(self, node: ast.AST) -> Scope:
        inner = Scope(node, self.scope)
        self.scope.inner.append(inner)
        self.scope = inner
        return inner

    def leave(self) -> None:
        assert self.scope.parent is not None
        self.scope = self.scope.parent

    # --- what opens a scope ---------------------------------------------------------------------

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for decorator in node.decorator_list:
            self.visit(decorator)
        self.bind(node.name, node, "def")
        self._function(node, node.body)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._function(node, [node.body])

    def _function(self, node: Function, body: "list[Any]") -> None:
        arguments = node.args
        for default in [*arguments.defaults, *(d for d in arguments.kw_defaults if d)]:
            self.visit(default)
        parameters = all_parameters(arguments)
        self.enter(node)
        self._type_parameters(node)
        for parameter in parameters:
            self.bind(parameter.arg, parameter, "parameter")
            if parameter.annotation:
                self.visit(parameter.annotation)
        if getattr(node, "returns", None):
            self.visit(node.returns)  # type: ignore[union-attr,arg-type]
        for statement in body:
            self.visit(statement)
        self.leave()

    def _type_parameters(self, node: Any) -> None:
        for parameter in getattr(node, "type_params", []):
            self.bind(parameter.name, parameter, "parameter")
            self.generic_visit(parameter)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for decorator in node.decorator_list:
            self.visit(decorator)
        self.bind(node.name, node, "class")
        for base in [*node.bases, *(keyword.value for keyword in node.keywords)]:
            self.visit(base)
        self.enter(node)
        self._type_parameters(node)
        for statement in node.body:
            self.visit(statement)
        self.leave()

    def _comprehension(self, node: Any, *results: ast.expr) -> None:
        self.visit(node.generators[0].iter)
        self.enter(node)
        for number, generator in enumerate(node.generators):
            if number:
                self.visit(generator.iter)
            self._target(generator.target, "for", generator.iter)
            for condition in generator.ifs:
                self.visit(condition)
        for result in results:
            self.visit(result)
        self.leave()

    def visit_ListComp(self, node: Any) -> None:
        self._comprehension(node, node.elt)

    visit_SetComp = visit_GeneratorExp = visit_ListComp  # noqa: N815

    def visit_DictComp(self, node: ast.DictComp) -> None:
        self._comprehension(node, node.key, node.value)

    def visit_TypeAlias(self, node: Any) -> None:  # Python 3.12
        self.bind(node.name.id, node, "=")
        self.enter(node)
        self._type_parameters(node)
        self.visit(node.value)
        self.leave()

    # --- what binds names -----------------------------------------------------------------------

    def _target(self, target: Any, how: str, value: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self.bind(target.id, target, how, value)
        elif isinstance(target, ast.Starred):
            self._target(target.value, "part", value)
        elif isinstance(target, ast.Tuple | ast.List):
            for part in target.elts:
                self._target(part, "part", value)
        else:  # an attribute or an item: nothing new
            self.visit(target)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self._target(target, "=", node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.visit(node.annotation)
        if node.value:
            self.visit(node.value)
        if node.value or not isinstance(node.target, ast.Name) or self.scope.is_class:
            self._target(node.target, "=", node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        if isinstance(node.target, ast.Name):
            self.scope.uses.append(node.target)
            self.bind(node.target.id, node.target, "part")
        else:
            self.visit(node.target)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        scope = self.scope
        while isinstance(self.scope.node, Comprehension) and self.scope.parent:
            self.scope = self.scope.parent  # the name outlives the comprehension
        self._target(node.target, "=", node.value)
        self.scope = scope

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        self._target(node.target, "for", node.iter)
        for statement in [*node.body, *node.orelse]:
            self.visit(statement)

    def visit_AsyncFor(self, node: ast.AsyncFor) -> None:
        self.visit_For(node)

    def visit_withitem(self, node: ast.withitem) -> None:
        self.visit(node.context_expr)
        if node.optional_vars:
            self._target(node.optional_vars, "with", node.context_expr)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.type:
            self.visit(node.type)
        if node.name:
            self.bind(node.name, node, "except", node.type)
        for statement in node.body:
            self.visit(statement)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.bind(alias.asname or alias.name.split(".")[0], node, "import")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name == "*":
                self.scope.stars.append(node)
            else:
                self.bind(alias.asname or alias.name, node, "import")

    def visit_Global(self, node: ast.Global) -> None:
        for name in node.names:
            self.scope.elsewhere[name] = self.module

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        for name in node.names:
            for scope in list(self.scope.visible())[1:]:
                if name in scope.bindings:
                    self.scope.elsewhere[name] = scope
                    break

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        if node.name:
            self.bind(node.name, node, "match")
        self.generic_visit(node)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        if node.name:
            self.bind(node.name, node, "match")

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self.bind(node.rest, node, "match")
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        self.scope.uses.append(node)


def all_parameters(arguments: ast.arguments) -> list[ast.arg]:
    """All parameters of a function, in their order."""
    rest = [arguments.vararg, arguments.kwarg]
    return [
        *arguments.posonlyargs,
        *arguments.args,
        *(one for one in rest[:1] if one),
        *arguments.kwonlyargs,
        *(one for one in rest[1:] if one),
    ]
