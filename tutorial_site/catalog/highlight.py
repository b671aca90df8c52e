"""Code as HTML: Pygments' spans with short classes (``k``, ``s``, ``nf``), never a style."""

from functools import lru_cache
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_all_lexers, get_lexer_by_name, get_lexer_for_filename
from pygments.util import ClassNotFound

PLAIN = "text"
# Longer code is shown without colours: some lexers take quadratic time.
LONGEST = 100_000
_FORMATTER = HtmlFormatter(nowrap=True)
_NAMES = {"htm": "html", "jinja2": "jinja", "py3": "python", "shell": "bash", "txt": PLAIN}


@lru_cache(maxsize=256)
def _lexer(language: str) -> Lexer:
    return get_lexer_by_name(language, stripnl=False, ensurenl=False)


def is_language(language: str) -> bool:
    try:
        _lexer(_NAMES.get(language, language))
    except ClassNotFound:
        return False
    return True


def known_languages() -> list[str]:
    """Every name that a fence may carry, for a hint after a misspelt one."""
    return [alias for _, aliases, _, _ in get_all_lexers() for alias in aliases]


@lru_cache(maxsize=512)
def language_of(path: str) -> str:
    """The language of a file by its name, ``text`` if unknown."""
    try:
        return str(get_lexer_for_filename(path).aliases[0])
    except (ClassNotFound, IndexError):
        return PLAIN


@lru_cache(maxsize=2000)
def highlighted(code: str, language: str) -> str:
    """``code`` as HTML to stand in ``<code>``; escaped only when the language is unknown."""
    name = _NAMES.get(language, language)
    if name == PLAIN or not name or len(code) > LONGEST or not is_language(name):
        return escape(code, quote=False)
    return str(highlight(code, _lexer(name), _FORMATTER))
