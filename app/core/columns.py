"""Columns of lists, with the links that sort by them."""

from collections.abc import Callable, Iterable

Column = tuple[str, str, str, bool]


def sortable(
    columns: Iterable[Column], sort: str, address: Callable[..., str]
) -> list[dict[str, str]]:
    """Columns as `data_table` takes them, from (key, words, kind, whether it sorts).

    `sort` is the key in use, with "-" before it when descending; `address` makes the link of
    another.
    """
    found = []
    for key, text, kind, sorts in columns:
        column = {"key": key, "text": text, "kind": kind}
        if sorts:
            column["sort_href"] = address(sort=f"-{key}" if sort == key else key)
            column["order"] = {key: "ascending", f"-{key}": "descending"}.get(sort, "none")
        found.append(column)
    return found
