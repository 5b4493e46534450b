"""Duplicates, versions, stories."""
