"""What an error means stands on the page, with the way to the lesson that explains it."""

from playwright.sync_api import expect

from tests.e2e.app_block import AppOnPage
from tests.e2e.workbench import Inspector


def test_an_answer_that_no_route_fits_is_explained_with_a_link_that_leads_there(
    hello: AppOnPage,
) -> None:
    hello.run_and_wait()
    hello.send("/nope")
    for side in hello.sides:
        lesson = side.console.locator(".failure__lesson")
        expect(lesson).to_contain_text("Next:")
        link = lesson.get_by_role("link", name="Where the course explains it")
        address = link.get_attribute("href") or ""
        assert hello.page.locator(f"#{address.partition('#')[2]}").count() == 1


def test_the_same_explanation_stands_there_once(hello: AppOnPage) -> None:
    hello.run_and_wait()
    hello.send("/nope")
    expect(hello.flask.console.locator(".failure__lesson")).to_have_count(1)
    hello.send("/nope/either")
    expect(hello.flask.status).to_contain_text("404")
    expect(hello.flask.console.locator(".failure__lesson")).to_have_count(1)


def test_a_method_that_is_not_allowed_is_explained_beside_the_response(hello: AppOnPage) -> None:
    hello.run_and_wait()
    hello.send("/hello/Ada", method="DELETE")
    inspector = Inspector(hello)
    inspector.open("Response")
    expect(inspector.column("flask").locator(".failure__lesson")).to_contain_text("Next:")


def test_what_an_exception_means_stands_below_it(hello: AppOnPage) -> None:
    hello.flask.write(
        "app.py",
        "from flask import Flask\n\napp = Flask(__name__)\n\n\n"
        '@app.get("/hello/<name>")\ndef hello(name):\n    pass\n',
    )
    hello.run_and_wait()
    lesson = hello.flask.console.locator(".failure .failure__lesson").last
    expect(lesson).to_contain_text("The view returns nothing")
