"""The Markdown extensions of a lesson: an Extension registers, a Processor does the work."""
