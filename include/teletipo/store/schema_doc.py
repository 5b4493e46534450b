"""``python -m teletipo.store.schema_doc [--check]``: ``docs/schema.md`` out of the catalogue of a migrated database.

``--check`` writes nothing and fails when the page is not what the migrations make.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from teletipo import settings
from teletipo.errors import TeletipoError
from teletipo.store.database import connect, transaction
from teletipo.store.embedded import EmbeddedPostgres
from teletipo.store.migrate import migrate

if TYPE_CHECKING:
    from psycopg2.extensions import connection

PAGE = settings.ROOT / "docs" / "schema.md"
COMMAND = "make docs"

COLUMNS = """
SELECT
    c.relkind = 'v' AS is_view, c.relname, obj_description(c.oid, 'pg_class'), a.attname,
    CASE
        WHEN a.attidentity <> '' THEN format_type(a.atttypid, a.atttypmod) || ', numbered'
        WHEN a.attgenerated <> '' THEN format_type(a.atttypid, a.atttypmod) || ', computed'
        ELSE format_type(a.atttypid, a.atttypmod)
    END,
    a.attnotnull, col_description(c.oid, a.attnum)
FROM pg_class AS c
INNER JOIN pg_attribute AS a ON c.oid = a.attrelid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'teletipo'::regnamespace AND c.relkind IN ('r', 'v')
ORDER BY c.relkind DESC, c.relname, a.attnum
"""

KEYS = """
SELECT conrelid::regclass::text, contype, pg_get_constraintdef(oid)
FROM pg_constraint
WHERE connamespace = 'teletipo'::regnamespace AND contype IN ('p', 'u', 'f')
ORDER BY conrelid::regclass::text, position(contype IN 'puf'), pg_get_constraintdef(oid)
"""

REFERENCES = """
SELECT DISTINCT parent.relname, child.relname
FROM pg_constraint AS k
INNER JOIN pg_class AS parent ON k.confrelid = parent.oid
INNER JOIN pg_class AS child ON k.conrelid = child.oid
WHERE k.connamespace = 'teletipo'::regnamespace AND k.contype = 'f'
ORDER BY 1, 2
"""

TYPES = """
SELECT t.typname, obj_description(t.oid, 'pg_type')
FROM pg_type AS t
WHERE t.typnamespace = 'teletipo'::regnamespace AND t.typtype = 'd'
ORDER BY 1
"""

INTRODUCTION = f"""# The schema

*Written by `{COMMAND}` out of the comments in `include/teletipo/store/migrations`; mend those, not this page.*

Schema `teletipo`, PostgreSQL 14 to 18. Begin with the views: they have names where the tables have numbers, follow
merges of entities, and show only what is current and usable. `GRANT teletipo_reader TO somebody` makes somebody an
analyst, who may read everything and write nothing.

Three rules hold everywhere, and the database itself holds them:

- **Spans** (`start_pos`, `end_pos`, and the lists of type `teletipo.spans`) are half-open and count Unicode code points
  of `report_version.text`. A record whose text is not that slice is refused, and so is a change of a text into which
  records point.
- **Derived rows** hang on their report version, are replaced together in one transaction, fall with it, and say in
  `made_by` what made them. Ids like `q1` count within one report version.
- **Times** are `timestamptz`, in UTC.
"""


def schema_page(conn: connection) -> str:
    """The page for a migrated database."""
    with transaction(conn) as cur:
        cur.execute("SET LOCAL search_path = ''")
        cur.execute(COLUMNS)
        columns = cur.fetchall()
        cur.execute(KEYS)
        keys = [(table.removeprefix("teletipo.").strip('"'), kind, text) for table, kind, text in cur]
        cur.execute(REFERENCES)
        references = cur.fetchall()
        cur.execute(TYPES)
        types = cur.fetchall()
    blocks = [INTRODUCTION, "## How the tables hang together\n", _diagram(references)]
    for is_view, rows in groupby(columns, key=lambda row: row[0]):
        blocks.append("## Views\n" if is_view else "## Tables\n")
        for name, of_one in groupby(rows, key=lambda row: row[1]):
            blocks.append(_relation(list(of_one), [key for key in keys if key[0] == name]))
    blocks.append("## Types\n")
    blocks.append("\n".join(_table(("type", "meaning"), ((f"`teletipo.{name}`", text) for name, text in types))) + "\n")
    return "\n".join(blocks)


def main(arguments: Sequence[str]) -> int:
    """Exit status of the command."""
    parser = argparse.ArgumentParser(prog="python -m teletipo.store.schema_doc", description="Write docs/schema.md.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the page is stale")
    check = parser.parse_args(arguments).check
    try:
        page = _page_of_fresh_database()
    except TeletipoError as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    if not check:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
        sys.stderr.write(f"docs/schema.md is not what the migrations make: run '{COMMAND}' and commit it\n")
        return 1
    return 0


def _page_of_fresh_database() -> str:
    with (
        tempfile.TemporaryDirectory(prefix="teletipo-schema-") as folder,
        EmbeddedPostgres(Path(folder), durable=False) as server,
    ):
        conn = connect(server.ensure_database("schema_doc"))
        try:
            migrate(conn)
            return schema_page(conn)
        finally:
            conn.close()


def _diagram(references: Iterable[tuple[str, str]]) -> str:
    lines = "".join(f"    {parent} ||--o{{ {child} : has\n" for parent, child in references if parent != child)
    return f"```mermaid\nerDiagram\n{lines}```\n"


def _relation(rows: list[tuple[bool, str, str, str, str, bool, str]], keys: Iterable[tuple[str, str, str]]) -> str:
    is_view, name, comment = rows[0][:3]
    lines = [f"### {name}\n", f"{_one_line(comment)}\n"]
    head = ("column", "type", "meaning") if is_view else ("column", "type", "null", "meaning")
    lines += _table(head, (_cells(row) for row in rows))
    lines += [""] + [f"- `{_one_line(text)}`" for _, _, text in keys] if keys else []
    return "\n".join(lines) + "\n"


def _cells(row: tuple[bool, str, str, str, str, bool, str]) -> tuple[str, ...]:
    is_view, _, _, column, kind, required, comment = row
    null = () if is_view else ("" if required else "yes",)
    return (f"`{column}`", kind, *null, _one_line(comment))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join('---' for _ in head)}|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
