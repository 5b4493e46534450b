"""Analyses, runs and digests for people: on a terminal and as HTML. Reads the analysis JSON, so that what was just read
and what is stored look the same.
"""
