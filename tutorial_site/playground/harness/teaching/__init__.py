"""Errors that teach: for those that learners meet most, what it means and what to do."""

from .explain import ENTRIES, explain, explain_printed, explain_response

__all__ = ["ENTRIES", "explain", "explain_printed", "explain_response"]
