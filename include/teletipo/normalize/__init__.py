"""From an item to a report: text, language, dateline, publication date, temporal expressions."""
