"""A parse laid out for rules: columns, pages, sentences, phrases."""
