"""Entities, quotations, attributions, events."""
