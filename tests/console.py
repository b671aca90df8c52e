"""What a page complains about in the browser's console: in a browser test, that is a failure."""

import re
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Console:
    """Collects errors of every page of a test: scripts that threw, refused by the CSP, not found.

    A test that provokes one says so, before or after it comes: ``console.expect("refused.*x.js")``.
    """

    errors: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Expect errors that match a regular expression (upper and lower case are one).

        The test fails if none comes.
        """
        self.expected.append(pattern)

    def watch(self, context: Any) -> None:
        """Listen to all pages of a browser context, those that it opens later too."""
        context.on("console", self._said)
        context.on("weberror", lambda error: self.errors.append(f"uncaught: {error.error}"))

    def _said(self, message: Any) -> None:
        place = message.location
        line = f"{message.text} ({place.get('url', '')}:{place.get('lineNumber', '')})"
        self.lines.append(f"{message.type}: {line}")
        if message.type == "error" or "content security policy" in message.text.lower():
            self.errors.append(line)

    def complaints(self) -> list[str]:
        """What has to fail the test: errors nobody expected, and expected ones that didn't come."""
        patterns = [re.compile(pattern, re.IGNORECASE | re.DOTALL) for pattern in self.expected]
        unexpected = [
            f"not expected: {error}"
            for error in self.errors
            if not any(pattern.search(error) for pattern in patterns)
        ]
        missing = [
            f"expected, but didn't come: {pattern.pattern}"
            for pattern in patterns
            if not any(pattern.search(error) for error in self.errors)
        ]
        return unexpected + missing
