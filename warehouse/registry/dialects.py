"""The published tables as statements for another database: types, keys, and comments in both languages.

What belongs here: what a database is told about a table. What does not: carrying rows there (``fazhi export``
writes them, ``docs/operations.md`` says how they get in), and the warehouse's own tables (``ddl``).

Nothing is promised that the registry does not say or the database cannot hold: a type without a counterpart
is an error, and a key that a database cannot hold is told as a remark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from warehouse.registry import SCHEMA_VERSION, TABLES
from warehouse.registry.ddl import comments, identifier, literal
from warehouse.registry.loader import RegistryError
from warehouse.registry.model import Column, Table

_SAME = {name: name for name in ("BIGINT", "BOOLEAN", "DATE", "DECIMAL(18,2)")}
_KEY_TEXT = "VARCHAR(65533)"
"""A text in a key of Doris, which takes no STRING there: as long as it can be, so that none is cut."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What is particular to one database."""

    title: str
    types: Mapping[str, str]
    """Its types by those of the registry."""
    longest_name: int
    """In bytes: a longer one it would cut off, or refuse."""
    statements: Callable[[Table, Dialect], list[str]]
    is_tried: bool
    """The tests load the statements into such a database, and not only into a parser."""


def script(name: str, tables: Iterable[Table] | None = None) -> str:
    """Return the statements for all published tables, in an order in which they can be run.

    Raises:
        RegistryError: a table has what the database cannot hold.
    """
    dialect = DIALECTS[name]
    chosen = list(TABLES.values() if tables is None else tables)
    parts = [_heading(name, dialect, len(chosen))]
    for table in chosen:
        _assert_names_fit(table, dialect)
        parts.append("\n\n".join(statement + ";" for statement in dialect.statements(table, dialect)))
    return "\n\n".join(parts) + "\n"


def _heading(name: str, dialect: Dialect, count: int) -> str:
    lines = [
        f"fazhi ddl --dialect {name}",
        f"{count} tables of schema version {SCHEMA_VERSION}, for {dialect.title}",
        "时间均为 UTC；导出文件不含运行标识列，这些列可为空",
        "timestamps are UTC; an export leaves out the columns that name a run, so these may be null",
    ]
    if not dialect.is_tried:
        lines += ["仅经语法检查，未在真实服务器上试过", "read by a parser only, not tried on a server"]
    return "\n".join(f"-- {line}" for line in lines)


def _create_with_key(table: Table, dialect: Dialect) -> list[str]:
    """Return the statements of a database with primary keys and ``COMMENT ON``."""
    lines = [f"{identifier(c.name)} {_type(c, table, dialect)}{_not_null(c)}" for c in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(map(identifier, table.key))})")
    listed = ",\n  ".join(lines)
    return [f"CREATE TABLE {identifier(table.name)} (\n  {listed}\n)", *comments(table)]


def _create_in_doris(table: Table, dialect: Dialect) -> list[str]:
    """Return the one statement of Doris: key columns first, comments within, spread by the first of them."""
    named = {column.name: column for column in table.columns}
    keys = [named[part] for part in table.key]
    unfit = [column.name for column in keys if column.type == "DOUBLE"]
    held = [column for column in keys if column.name not in unfit]
    if not held:
        raise RegistryError(f"{table.name} has no key column that Doris takes.", where=", ".join(table.key))
    rest = [column for column in table.columns if column not in held]
    lines = [_in_doris(c, table, dialect, is_key=True) for c in held]
    lines += [_in_doris(c, table, dialect, is_key=False) for c in rest]
    remark = f"-- Doris holds no key over {', '.join(unfit)}: rows are not kept unique\n" if unfit else ""
    kind, listed = ("DUPLICATE" if unfit else "UNIQUE"), ",\n  ".join(lines)
    return [
        f"{remark}CREATE TABLE {_ticked(table.name)} (\n  {listed}\n)\n"
        f"{kind} KEY ({', '.join(_ticked(column.name) for column in held)})\n"
        f"COMMENT {_escaped(table.comment)}\n"
        f"DISTRIBUTED BY HASH ({_ticked(held[0].name)}) BUCKETS AUTO"
    ]


def _in_doris(column: Column, table: Table, dialect: Dialect, *, is_key: bool) -> str:
    told = _type(column, table, dialect)
    kind = _KEY_TEXT if is_key and column.type == "VARCHAR" else told
    return f"{_ticked(column.name)} {kind}{_not_null(column)} COMMENT {_escaped(column.comment)}"


def _type(column: Column, table: Table, dialect: Dialect) -> str:
    try:
        return dialect.types[column.type]
    except KeyError:
        raise RegistryError(
            f"{table.name}.{column.name} is {column.type}, for which nothing is known in {dialect.title}.",
            expected=", ".join(sorted(dialect.types)),
            where="warehouse/registry/dialects.py",
            todo="add its counterpart there",
        ) from None


def _not_null(column: Column) -> str:
    return "" if column.is_nullable or column.is_volatile else " NOT NULL"


def _assert_names_fit(table: Table, dialect: Dialect) -> None:
    for name in (table.name, *(column.name for column in table.columns)):
        if len(name.encode()) > dialect.longest_name:
            raise RegistryError(
                f"{name} is longer than {dialect.title} takes.",
                expected=f"at most {dialect.longest_name} bytes",
                where=table.name,
            )


def _ticked(name: str) -> str:
    return f"`{identifier(name)[1:-1]}`"


def _escaped(text: str) -> str:
    """Return a literal for a database in which a backslash escapes."""
    return literal(text.replace("\\", "\\\\"))


DIALECTS: Mapping[str, Dialect] = MappingProxyType(
    {
        "postgres": Dialect(
            title="PostgreSQL",
            types={**_SAME, "VARCHAR": "text", "DOUBLE": "double precision", "TIMESTAMP": "timestamp"},
            longest_name=63,
            statements=_create_with_key,
            is_tried=True,
        ),
        "doris": Dialect(
            title="Apache Doris",
            types={**_SAME, "VARCHAR": "STRING", "DOUBLE": "DOUBLE", "TIMESTAMP": "DATETIME(6)"},
            longest_name=64,
            statements=_create_in_doris,
            is_tried=False,
        ),
        "duckdb": Dialect(
            title="DuckDB",
            types={**_SAME, "VARCHAR": "VARCHAR", "DOUBLE": "DOUBLE", "TIMESTAMP": "TIMESTAMP"},
            longest_name=64,
            statements=_create_with_key,
            is_tried=True,
        ),
    }
)
"""The databases that statements can be written for, by the name that ``fazhi ddl --dialect`` takes."""
