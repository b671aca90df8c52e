"""How much an instructor's file may hold. Beyond these a problem is reported instead of reading on.

They keep garbage (a video saved as lesson.md, a YAML bomb, ten thousand nested quotes) from
costing more than a message; a real lesson stays far below each of them.
"""

LESSON_BYTES = 1_000_000
ASSET_BYTES = 5_000_000  # an image
FILES_IN_LESSON = 400
FOLDER_BYTES = 50_000_000  # all files of a lesson together
FOLDER_DEPTH = 8
APP_FILES = 60  # files of one app, both sides
APP_FILE_BYTES = 200_000
CHECKS = 30  # of one exercise; each starts the program anew
MISTAKES = 20  # of one exercise, both frameworks; each is run on all checks
LINE_LENGTH = 20_000  # characters; Python-Markdown's inline patterns are quadratic in places
NESTING = 12  # quotes in quotes, lists in lists, blocks in blocks
BLOCKS = 200
OPTIONS_CHARACTERS = 50_000
YAML_DEPTH = 12
YAML_NODES = 5_000
PROBLEMS_SHOWN = 100  # a file; the rest is counted
COMPILE_SECONDS = 10.0
COMPILE_MEMORY = 1_500_000_000  # bytes of address space of the compiling process
