"""What the sandbox's pages may do: the headers that hold them to it."""

from hashlib import sha256

# Runs learners' programs, in workers. No network at all: their files are handed in by the page.
RUNTIME_POLICY = (
    "sandbox allow-scripts; default-src 'none'; "
    "script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob: data:; "
    "worker-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)

# Shows the pages that learners' programs answer, in a frame inside, which inherits this policy.
# Scripts and styles of theirs work; nothing can be fetched, sent, or navigated to.
PREVIEW_POLICY = (
    "sandbox allow-scripts allow-forms; default-src 'none'; "
    "script-src 'unsafe-inline' 'unsafe-eval' data:; style-src 'unsafe-inline' data:; "
    "img-src data: blob:; font-src data:; media-src data: blob:; "
    "connect-src 'none'; worker-src 'none'; frame-src 'none'; form-action 'none'; "
    # Pages are told that they stand at http://localhost: scripts read that off their links.
    "base-uri http://localhost; "
    "frame-ancestors 'self'"
)

# What no content security policy covers: WebRTC, and connections that a browser opens ahead of a
# navigation which it then refuses. Browsers that don't know the header ignore it.
CONNECTION_ALLOWLIST = "()"

# Browsers keep the sandbox's pages, headers included: their addresses change with these.
VERSION = sha256(
    "\n".join([RUNTIME_POLICY, PREVIEW_POLICY, CONNECTION_ALLOWLIST]).encode()
).hexdigest()[:8]
