"""The commands of ``teletipo``, by what they need: nothing, a file to score, the records."""
