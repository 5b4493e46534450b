"""Teletipo: wire reports into records that can be checked."""
