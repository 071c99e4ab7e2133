"""Arrow batches in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Optional, Tuple

from . import _daejo
from ._config import native

if TYPE_CHECKING:
    import pyarrow

    from ._config import Settings

__all__ = ["batch_schema", "extract_batch"]

FIELDS = ("id", "title", "body", "outlet", "published", "lang", "topic", "url")


def batch_schema() -> pyarrow.Schema:
    """The schema of what :func:`extract_batch` gives.

    >>> import daejo
    >>> daejo.batch_schema().names[:4], daejo.batch_schema().names[-2:]
    (['id', 'article', 'kind', 'field'], ['severity', 'problem'])
    """
    return _daejo.batch_schema()


def extract_batch(batch: pyarrow.RecordBatch, *, config: Optional[Settings] = None) -> pyarrow.RecordBatch:
    """The claims of a batch of articles, one a row, with the schema :func:`batch_schema`.

    The batch has the columns ``id`` and ``body`` and, if known, ``title``, ``outlet``, ``published``, ``lang``,
    ``topic`` and ``url``. Whatever offers ``__arrow_c_array__`` will do. What is wrong with an article is a row as
    well: ``article`` is its id, ``problem`` says what it is, ``severity`` is ``error`` if the article gave no claims
    for it, else ``warning``; all other columns of such a row are null, as these two are in the others.

    >>> import daejo, pyarrow
    >>> articles = pyarrow.record_batch({"id": ["a", "b"], "body": ["Rents rose 3.5%.", None]})
    >>> rows = daejo.extract_batch(articles).to_pylist()
    >>> [(row["article"], row["text"], row["severity"]) for row in rows]
    [('a', '3.5%', None), ('b', None, 'error')]

    :raises ConfigError: the settings can't be used
    """
    return _daejo.extract_batch(*usable(batch), native(config))


def usable(batch: pyarrow.RecordBatch) -> Tuple[pyarrow.RecordBatch, List[Tuple[str, str]]]:
    """The fields of articles as bytes, and the names and types of those that are no text."""
    import pyarrow

    batch = pyarrow.record_batch(batch)
    columns, unusable = {}, []
    for name in FIELDS:
        if name in batch.schema.names:
            column = batch.column(name)
            try:
                columns[name] = _bytes(column)
            except pyarrow.ArrowException:
                unusable.append((name, str(column.type)))
    if not columns:
        columns["id"] = pyarrow.nulls(batch.num_rows, pyarrow.binary())
    return pyarrow.record_batch(columns), unusable


def _bytes(column: pyarrow.Array[Any]) -> pyarrow.Array[Any]:
    """The column as bytes, of which nothing is taken for granted: strings of other programs may be no Unicode."""
    import pyarrow
    import pyarrow.types as types

    if types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if types.is_null(column.type):
        return column.cast(pyarrow.binary())
    if types.is_string(column.type):
        return column.view(pyarrow.binary())
    if types.is_large_string(column.type):
        return column.view(pyarrow.large_binary())
    if types.is_binary(column.type) or types.is_large_binary(column.type):
        return column
    return column.cast(pyarrow.string()).view(pyarrow.binary())
