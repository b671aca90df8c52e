"""A page as the browser knows it, whatever Playwright makes of a frame's end."""

import json
import time
from itertools import count
from typing import Any

from playwright.sync_api import Browser

SECONDS = 60  # that a page has for an answer, or for what is waited for


class PageBehind:
    """Evaluates JavaScript in an open page, by the browser's own protocol."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._session = browser.new_browser_cdp_session()
        self._answers: dict[int, Any] = {}
        self._numbers = count(1)
        targets = self._session.send("Target.getTargets")["targetInfos"]
        target = next(each["targetId"] for each in targets if each["url"] == url)
        self._session.on("Target.receivedMessageFromTarget", self._heard)
        self._id = self._session.send("Target.attachToTarget", {"targetId": target})["sessionId"]

    def evaluate(self, expression: str) -> Any:
        number = next(self._numbers)
        parameters = {"expression": expression, "returnByValue": True}
        call = {"id": number, "method": "Runtime.evaluate", "params": parameters}
        message = {"sessionId": self._id, "message": json.dumps(call)}
        self._session.send("Target.sendMessageToTarget", message)
        deadline = time.monotonic() + SECONDS
        while number not in self._answers:
            assert time.monotonic() < deadline, f"The page does not answer {expression}"
            self._session.send("Browser.getVersion")  # lets what has arrived be heard
        return self._answers[number]["result"]["result"].get("value")

    def wait_for(self, expression: str) -> None:
        """Wait until ``expression`` is true."""
        deadline = time.monotonic() + SECONDS
        while not self.evaluate(expression):
            assert time.monotonic() < deadline, f"It never came to {expression}"
            time.sleep(0.1)

    def _heard(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self._answers[message["id"]] = message
