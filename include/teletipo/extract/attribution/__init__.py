"""According to whom: source expressions, what they answer for, chains."""
