"""Names in a text: found, typed, told apart, known by the shipped tables."""
