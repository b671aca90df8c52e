"""The browser's Python: how it is built, and what a page needs to know of the result."""
