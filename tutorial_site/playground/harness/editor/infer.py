"""What an expression of the learner's means: followed through their files, and into libraries."""

import ast
import builtins
from collections.abc import Callable, Iterator
from typing import Any

from . import attributes, querying
from .knowledge import RETURNS, key_of, named
from .project import Files, imported
from .scopes import Binding, Scope
from .things import Live, Made, OwnClass, OwnFunction, OwnInstance, OwnModule, Thing

DEPTH = 24  # steps from one expression to another
MAX_BASES = 20
LITERALS: dict[type[ast.AST], type] = {
    ast.Constant: object,
    ast.JoinedStr: str,
    ast.List: list,
    ast.ListComp: list,
    ast.Tuple: tuple,
    ast.Dict: dict,
    ast.DictComp: dict,
    ast.Set: set,
    ast.SetComp: set,
    ast.Compare: bool,
}


class Inference:
    """Answers for one state of the files."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.known: dict[str, Thing] = {}  # names that mean something without being bound
        self.depth = 0
        self.classes: dict[tuple[str, str, int], OwnClass] = {}

    # --- expressions ----------------------------------------------------------------------------

    def of(self, node: ast.AST | None, path: str, scope: Scope) -> Thing | None:
        """What an expression means in a scope of a file; None if that can't be told."""
        if node is None or self.depth > DEPTH:
            return None
        self.depth += 1
        try:
            return self._of(node, path, scope)
        finally:
            self.depth -= 1

    def _of(self, node: Any, path: str, scope: Scope) -> Thing | None:
        kind = type(node)
        if kind is ast.Name:
            return self.name(node.id, path, scope)
        if kind is ast.Attribute:
            return self.attribute(self.of(node.value, path, scope), node.attr)
        if kind is ast.Call:
            return self._call(node, path, scope)
        if kind is ast.Subscript:
            return self._item(self.of(node.value, path, scope), node)
        if kind in LITERALS:
            return self._literal(node, path, scope)
        meant = (self.of(one, path, scope) for one in _alternatives(node))
        return next((thing for thing in meant if thing is not None), None)

    def _literal(self, node: Any, path: str, scope: Scope) -> Thing | None:
        of = None
        if isinstance(node, ast.Constant):
            return Made(type(node.value)) if node.value is not None else None
        if isinstance(node, ast.List | ast.Tuple | ast.Set) and node.elts:
            of = self.of(node.elts[0], path, scope)
        elif isinstance(node, ast.ListComp | ast.SetComp):
            inner = next((one for one in scope.inner if one.node is node), scope)
            of = self.of(node.elt, path, inner)
        return Made(LITERALS[type(node)], of)

    def _item(self, thing: Thing | None, node: ast.Subscript) -> Thing | None:
        if isinstance(thing, Made) and isinstance(node.slice, ast.Slice):
            return thing
        if isinstance(thing, Made):
            return self.element(thing) if not issubclass(thing.cls, str) else Made(str)
        return None

    def element(self, thing: Thing | None) -> Thing | None:
        """What looping over a thing gives."""
        if isinstance(thing, Made):
            if thing.of is not None:
                return thing.of
            if issubclass(thing.cls, str) or "MultiDict" in thing.cls.__name__:
                return Made(str)
            if thing.cls.__name__ == "QueryDict":
                return Made(str)
        return None

    # --- names ----------------------------------------------------------------------------------

    def name(self, name: str, path: str, scope: Scope) -> Thing | None:
        """What a name means; the last of several bindings counts."""
        for binding in reversed(scope.find(name)):
            found = self.bound(binding, path, self._home(scope, name))
            if found is not None:
                return found
        module = self.files.scope(path)
        if module is not None and not scope.find(name):
            for star in module.stars:
                found = self._imported(path, star, name)
                if found is not None:
                    return found
        if name in self.known:
            return self.known[name]
        value = getattr(builtins, name, None)
        return Live(value) if value is not None and not scope.find(name) else None

    def _home(self, scope: Scope, name: str) -> Scope:
        """The scope in which a name is bound."""
        return next((one for one in scope.visible() if name in one.bindings), scope)

    def bound(self, binding: Binding, path: str, scope: Scope) -> Thing | None:
        """What a name gets by one binding."""
        node: Any = binding.node
        by_how: dict[str, Callable[[], Thing | None]] = {
            "import": lambda: self._by_import(node, binding.name, path),
            "class": lambda: self.own_class(path, node, scope),
            "def": lambda: OwnFunction(path, node, scope),
            "parameter": lambda: self._parameter(node, path, scope),
            "for": lambda: self.element(self.of(binding.value, path, scope)),
            "=": lambda: self.of(binding.value, path, scope),
            "with": lambda: self.of(binding.value, path, scope),
            "except": lambda: self.called(self.of(binding.value, path, scope), None),
        }
        return by_how[binding.how]() if binding.how in by_how else None

    def _by_import(self, node: ast.Import | ast.ImportFrom, name: str, path: str) -> Thing | None:
        if isinstance(node, ast.Import):
            return self._module_named(node, name)
        original = next((a.name for a in node.names if (a.asname or a.name) == name), name)
        return self._imported(path, node, original)

    def _module_named(self, node: ast.Import, name: str) -> Thing | None:
        for alias in node.names:
            if alias.asname == name:
                return self.module(alias.name)
            if alias.asname is None and alias.name.split(".")[0] == name:
                return self.module(name)
        return None

    def module(self, name: str) -> Thing | None:
        """A module by its full name, an own one first."""
        if name in self.files.modules:
            return OwnModule(self.files.modules[name].path)
        loaded = imported(name)
        return Live(loaded) if loaded is not None else None

    def _imported(self, path: str, node: ast.ImportFrom, name: str) -> Thing | None:
        module = self.files.absolute(path, node.module, node.level)
        if module is None:
            return None
        inner = self.module(f"{module}.{name}" if module else name)
        outer = self.module(module)
        return (self.attribute(outer, name) if outer else None) or inner

    def _parameter(self, node: Any, path: str, scope: Scope) -> Thing | None:
        function, arguments = scope.node, getattr(scope.node, "args", None)
        if arguments is None:
            return None
        if getattr(node, "annotation", None) is not None:
            return self.annotated(path, scope, node.annotation)
        if node is arguments.vararg:
            return Made(tuple)
        if node is arguments.kwarg:
            return Made(dict)
        first = [*arguments.posonlyargs, *arguments.args][:1]
        owner = self._owner(path, scope)
        if owner and first and node is first[0] and not _is_static(function):
            return owner if _is_class_method(function) else OwnInstance(owner)
        return self._usual_parameter(node.arg, owner)

    def _usual_parameter(self, name: str, owner: OwnClass | None) -> Thing | None:
        """Parameters that mean the same everywhere in Django."""
        if name == "request" and self.files.framework == "django":
            return named("django.core.handlers.wsgi:WSGIRequest")
        if owner and name == "queryset":
            return named("django.db.models.query:QuerySet")
        return None

    def _owner(self, path: str, scope: Scope) -> OwnClass | None:
        """The class that a function's scope is a method of."""
        outer = scope.parent
        if outer is not None and outer.is_class and outer.parent is not None:
            return self.own_class(path, outer.node, outer.parent)
        return None

    def annotated(self, path: str, scope: Scope, node: Any) -> Thing | None:
        """What an annotation promises: an instance of the class that it names."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                node = ast.parse(node.value, mode="eval").body
            except SyntaxError:
                return None
        if isinstance(node, ast.BinOp):  # X | None
            return self.annotated(path, scope, node.left) or self.annotated(path, scope, node.right)
        if isinstance(node, ast.Subscript):
            outer = self.of(node.value, path, scope)
            inner = self.annotated(path, scope, node.slice)
            if isinstance(outer, Live) and isinstance(outer.value, type):
                return Made(outer.value, inner)
            return inner  # Optional[X] and the like
        if isinstance(node, ast.Tuple):
            return None
        thing = self.of(node, path, scope)
        return self.called(thing, None) if isinstance(thing, Live | OwnClass) else None

    # --- classes --------------------------------------------------------------------------------

    def own_class(self, path: str, node: ast.ClassDef, scope: Scope) -> OwnClass | None:
        """A class of the program's; one object for each."""
        key = (path, node.name, node.lineno)
        if key not in self.classes:
            inner = next((one for one in scope.inner if one.node is node), None)
            if inner is None:
                return None
            self.classes[key] = OwnClass(path, node, inner, scope)
        return self.classes[key]

    def own_classes(self) -> Iterator[OwnClass]:
        """The classes at the top of all own modules."""
        for module in {one.path: one for one in self.files.modules.values()}.values():
            scope = self.files.scope(module.path)
            for bindings in list(scope.bindings.values()) if scope else ():
                for binding in bindings:
                    if isinstance(binding.node, ast.ClassDef) and scope:
                        found = self.own_class(module.path, binding.node, scope)
                        if found:
                            yield found

    def own_class_named(self, cls: OwnClass, node: Any) -> OwnClass | None:
        """The own class that a relation names: itself, by its name, by "app.Name", or "self"."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = node.value.rpartition(".")[2]
            if name == "self":
                return cls
            return next((one for one in self.own_classes() if one.node.name == name), None)
        thing = self.of(node, cls.path, cls.scope)
        return thing if isinstance(thing, OwnClass) else None

    def bases(self, cls: OwnClass) -> list[Thing]:
        """The classes that one is made from, as far as they are known."""
        found = [self.of(base, cls.path, cls.scope) for base in cls.node.bases]
        return [one for one in found if one is not None]

    def own_bases(self, cls: OwnClass) -> list[OwnClass]:
        """All own classes below which one stands, nearest first."""
        found: list[OwnClass] = []
        waiting = [cls]
        while waiting and len(found) < MAX_BASES:
            bases = [one for one in self.bases(waiting.pop(0)) if isinstance(one, OwnClass)]
            new = [one for one in bases if one is not cls and one not in found]
            found += new
            waiting += new
        return found

    def live_bases(self, cls: OwnClass) -> list[type]:
        """The libraries' classes below which one stands, nearest first."""
        bases = [base for one in [cls, *self.own_bases(cls)] for base in self.bases(one)]
        return [b.value for b in bases if isinstance(b, Live) and isinstance(b.value, type)]

    def attribute(self, thing: Thing | None, name: str) -> Thing | None:
        """What an attribute of a thing means."""
        return attributes.attribute(self, thing, name)

    def own_user(self) -> OwnInstance | None:
        """An instance of the program's own user model, if it has one."""
        for cls in self.own_classes():
            for base in self.live_bases(cls):
                if base.__name__ in ("AbstractUser", "AbstractBaseUser", "UserMixin"):
                    return OwnInstance(cls)
        return None

    # --- calls ----------------------------------------------------------------------------------

    def _call(self, node: ast.Call, path: str, scope: Scope) -> Thing | None:
        if isinstance(node.func, ast.Name) and node.func.id == "super" and not node.args:
            return self._super(path, scope)
        if isinstance(node.func, ast.Attribute):
            receiver = self.of(node.func.value, path, scope)
            arguments = [self.of(one, path, scope) for one in node.args[:1]]
            given = arguments[0] if arguments else None
            found = querying.method(receiver, node.func.attr, given)
            if found is not None:
                return found
            callee = self.attribute(receiver, node.func.attr)
        else:
            callee = self.of(node.func, path, scope)
            given = self.of(node.args[0], path, scope) if node.args else None
        return self.called(callee, given)

    def _super(self, path: str, scope: Scope) -> Thing | None:
        while scope.parent is not None:
            owner = self._owner(path, scope)
            if owner:
                bases = self.live_bases(owner)
                own = self.own_bases(owner)
                return OwnInstance(own[0]) if own else Made(bases[0]) if bases else None
            scope = scope.parent
        return None

    def called(self, callee: Thing | None, given: Thing | None) -> Thing | None:
        """What calling a thing gives; ``given`` is its first argument."""
        if isinstance(callee, OwnClass):
            return OwnInstance(callee)
        if isinstance(callee, OwnFunction):
            return self.returned(callee)
        if isinstance(callee, Live) and isinstance(callee.value, type):
            return self._instance(callee.value, given)
        if isinstance(callee, Live):
            return querying.function(callee.value, given) or self._known_return(callee.value)
        return None

    def _known_return(self, function: Any) -> Thing | None:
        """What a library's function is known to give; a user is of the program's own model."""
        known = RETURNS.get(key_of(function), "")
        user = self.own_user() if known.endswith(":User") else None
        if user is not None:
            return user.cls if known.startswith("class ") else user
        return named(known) if known else None

    def _instance(self, cls: type, given: Thing | None) -> Thing:
        copies = cls in (list, tuple, set, frozenset, reversed)
        return Made(cls, self.element(given) if copies else None)

    def returned(self, function: OwnFunction) -> Thing | None:
        """What a function of the program's returns: by its annotation, or its first return."""
        node = function.node
        if node.returns is not None:
            return self.annotated(function.path, function.scope, node.returns)
        inner = next((one for one in function.scope.inner if one.node is node), None)
        if inner is None or self.depth > DEPTH:
            return None
        self.depth += 4
        try:
            for statement in ast.walk(node):
                if isinstance(statement, ast.Return) and statement.value is not None:
                    found = self.of(statement.value, function.path, inner)
                    if found is not None:
                        return found
        finally:
            self.depth -= 4
        return None


def _alternatives(node: Any) -> list[Any]:
    """The parts of an expression of which one is its value."""
    if isinstance(node, ast.BoolOp):
        return list(node.values)
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    return [node.value] if isinstance(node, ast.Await | ast.NamedExpr | ast.Starred) else []


def self_assignments(function: Any) -> Iterator[tuple[str, ast.expr]]:
    """(attribute, value) of what a method assigns to its first parameter's attributes."""
    arguments = getattr(function, "args", None)
    first = arguments.args[:1] if arguments else []
    for node in ast.walk(function) if first else ():
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if (
                    isinstance(target, ast.Attribute)
                    and isinstance(target.value, ast.Name)
                    and target.value.id == first[0].arg
                ):
                    yield target.attr, node.value


def decorators(node: Any) -> set[str]:
    """The last parts of the names of a function's decorators."""
    found = getattr(node, "decorator_list", [])
    return {getattr(one, "id", getattr(one, "attr", "")) for one in found}


def _is_static(node: Any) -> bool:
    return "staticmethod" in decorators(node)


def _is_class_method(node: Any) -> bool:
    named_so = getattr(node, "name", "") in ("__new__", "__init_subclass__", "setUpTestData")
    return "classmethod" in decorators(node) or named_so
