"""Scores the extractors against annotated reports."""
