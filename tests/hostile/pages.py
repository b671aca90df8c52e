"""Pages of apps that mean harm: name → HTML. All of them say "here" as long as they can.

What they try is to get at the page around them: its address, its focus, its dialogs, its time.
"""

PAGES = {
    "leading the window away": "<script>top.location = 'https://example.com/'</script>",
    "leading the lesson away": "<script>parent.parent.location = 'about:blank'</script>",
    "links to the whole window": "<a href='https://example.com/' target=_top id=a>x</a>"
    "<script>a.click()</script>",
    "a flood of alerts": "<script>for (let n = 0; n < 1000; n++) alert(n)</script>",
    "questions": "<script>confirm('Sure?'); prompt('Your password?')</script>",
    "printing": "<script>print()</script>",
    "windows": "<script>for (let n = 0; n < 500; n++) window.open('/', 'w' + n)</script>",
    "stealing the focus": "<input id=i><script>setInterval(() => i.focus(), 1)</script>",
    "stealing the focus by selecting": "<input id=i value=x>"
    "<script>setInterval(() => { i.select(); window.focus() }, 1)</script>",
    "stealing the focus by other ways": "<label for=i id=l>x</label>"
    "<form id=f><input id=i required></form>"
    "<script>setInterval(() => { l.click(); f.reportValidity() }, 1)</script>",
    "a focus of its own": "<input autofocus>",
    "full screen": "<script>document.documentElement.requestFullscreen()</script>",
    "locking the pointer": "<script>document.body?.requestPointerLock?.()</script>",
    "staying": "<script>onbeforeunload = () => 'Stay!'</script>",
    "forged messages": "<script>for (let n = 0; n < 5000; n++) for (const w of [parent, top])"
    " w.postMessage({page: {html: 'forged'}, visit: {path: '/'}, ready: 1, answer: {}}, '*')"
    "</script>",
    "messages that can't be read": "<script>const round = {}; round.visit = round;"
    " for (let n = 0; n < 1000; n++) parent.postMessage(round, '*')</script>",
    "large messages": "<script>const text = 'x'.repeat(5e6);"
    " for (let n = 0; n < 20; n++) parent.postMessage({visit: {path: text}}, '*')</script>",
    "requests without an end": "<script>setInterval(() => fetch('/'), 0)</script>",
    "forms that send themselves": "<form action='/' id=f></form>"
    "<script>for (let n = 0; n < 500; n++) f.submit()</script>",
    "pages within pages": "<iframe src='/'></iframe>"
    "<iframe srcdoc='<script>top.location = 1</script>'></iframe>",
    "reading the lesson": "<script>document.title = parent.parent.document.body.innerHTML</script>",
    "100,000 elements": "<script>for (let n = 0; n < 1e5; n++)"
    " document.documentElement.append(document.createElement('b'))</script>",
    "5,000 levels": "<div>" * 5000,
    "no end of a comment": "<!-- ",
    "no end of a script": "<script>",
    "plain text": "<plaintext>",
    "zeros": "\0" * 1000,
    "the end of the preview": "</body></html></iframe></script>"
    "<script>document.title = 'out'</script>",
    "a cover": "<div style='position: fixed; inset: -9999px; z-index: 2147483647'>x</div>",
    "a worker": "<script>new Worker('data:text/javascript,for(;;);')</script>",
    "storage without an end": "<script>for (let n = 0; n < 3000; n++)"
    " localStorage['k' + n] = 'x'.repeat(1000)</script>",
    "cookies without an end": "<script>for (let n = 0; n < 3000; n++)"
    " document.cookie = 'k' + n + '=x'</script>",
}
