"""Analyses, runs and digests for people: on a terminal, as HTML, as Markdown.

Reads the analysis JSON, so that what was just read and what is stored look the same.
"""
