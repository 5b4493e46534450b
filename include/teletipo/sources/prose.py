"""Paragraphs out of typewritten wire text: hard-wrapped lines, indents, blank lines."""

from __future__ import annotations

import re

WRAPPED_FROM = 45
WRAPPED_TO = 100
INDENT = re.compile(r"^(?:\t| {2,})\s*(?=\S)")
INITIALS = re.compile(r"\s*(?:[A-Z]{2,4}(?:/[A-Za-z]{1,4}){1,4}|[a-z]{2,4}(?:[/-][a-z]{1,4}){1,4})\s*")
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")


def wire_paragraphs(text: str) -> list[str]:
    """The paragraphs of a text whose lines were set by a machine.

    Blank lines part paragraphs, so do indented first lines; lines that were wrapped at a fixed width are
    joined, others (lists, tables, verse) keep their breaks.
    """
    found: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.rstrip() for line in block.split("\n") if line.strip()]
        for group in _by_indent(lines):
            found.extend(_unwrapped(group))
    return found


def rejoined(text: str) -> str:
    """One paragraph's lines as one line if they were wrapped at a fixed width, else as they are."""
    return "\n".join(_unwrapped(text.split("\n")))


def _by_indent(lines: list[str]) -> list[list[str]]:
    """Lines grouped so that an indented line begins a group, and the desk's initials at the end.

    Lines that are all indented alike are one group, unless each of them ends a sentence.
    """
    if len(lines) > 1 and INITIALS.fullmatch(lines[-1]) and SENTENCE_END.search(lines[-2]):
        return [*_by_indent(lines[:-1]), lines[-1:]]
    indented = [INDENT.match(line) is not None for line in lines]
    sentences = all(map(SENTENCE_END.search, lines))
    if all(indented) and len(lines) > 1 and _is_wrapped(lines) and not sentences:
        return [lines]
    groups: list[list[str]] = []
    for line, begins in zip(lines, indented, strict=True):
        if begins or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups


def _unwrapped(lines: list[str]) -> list[str]:
    stripped = [line.strip() for line in lines]
    if len(stripped) > 1 and min(len(line) for line in stripped) > WRAPPED_TO:
        return [_collapsed(line) for line in stripped]
    if _is_wrapped(lines):
        return [_collapsed(" ".join(stripped))]
    return ["\n".join(_collapsed(line) for line in stripped)]


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines were cut at a width: all but the last are nearly as long as the longest."""
    body = [len(line.strip()) for line in lines[:-1]]
    if not body:
        return True
    longest = max(body)
    return WRAPPED_FROM <= longest <= WRAPPED_TO and min(body) >= longest * 0.6


def _collapsed(line: str) -> str:
    return " ".join(line.split())
