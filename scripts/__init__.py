"""Things done now and then, by hand."""
