"""Measurements: ratios of one run, never timed tests. README.md beside this says what."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutorial_site.settings")
