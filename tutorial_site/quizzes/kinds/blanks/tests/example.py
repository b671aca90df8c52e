from tutorial_site.quizzes.tests.example import Example

EXAMPLE = Example(
    markdown="""\
Complete the route, and say what it answers.

```python
@app.____[get]("/hello/<____[name|who]>")
def hello(name):
    return "Hello"
```

It answers ____[GET*|POST|PUT] requests and calls ____[hello].

Because: a decorator names the method.
""",
    right={"Blank 1": "get", "Blank 2": "who", "Blank 3": "GET", "Blank 4": " HELLO "},
    wrong={"Blank 1": "GET", "Blank 2": "x", "Blank 3": "PUT", "Blank 4": "bye"},
    partly=({"Blank 1": "get", "Blank 2": "x", "Blank 3": "GET", "Blank 4": "bye"}, 0.5),
    secrets=("names the method", '"who"', 'value="get"', 'value="hello"', "____["),
    forged=(
        {"blank-0123abcd-1": "x"},
        {"blank-": "x"},
        {f"blank-{number}": "x" for number in range(900)},
        {"blank": ["a", "b"]},
    ),
    after=("GET", "Hello"),
)
