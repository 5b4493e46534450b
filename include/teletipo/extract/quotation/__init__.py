"""Who says what: cues, contents, quoted pieces, speakers."""
