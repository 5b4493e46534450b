"""Whom roles, pronouns, possessives and verbs without a subject mean."""
