"""Tests that cross rooms. What belongs to one room is tested in that room."""
