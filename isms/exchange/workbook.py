"""Workbooks: data in, the bytes of an XLSX file out. The modules `workbook_*` are the only ones that know how."""

from isms.exchange.sheets import Book


class Unwritable(Exception):
    """Something cannot stand in a workbook; the message says what, where and what to do."""


def write(book: Book) -> bytes:
    """Write a workbook whole, the same bytes for the same data. Raises Unwritable, and then there is nothing."""
    from isms.exchange.workbook_writing import written  # noqa: PLC0415 - the program starts faster without XlsxWriter

    return written(book)
