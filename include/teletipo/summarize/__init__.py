"""Report summary, story summary, digest."""
