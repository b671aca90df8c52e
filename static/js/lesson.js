// App blocks of a lesson page.
