"""What the site's start is measured against: stock Pyodide, with the same packages and apps."""
