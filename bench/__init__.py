"""Measurements: ratios of one run, never timed tests. README.md beside this says what."""
