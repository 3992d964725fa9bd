"""What arrives: numbers in addresses that a row can have, and text both databases can keep."""

from typing import Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.routing import IntegerConverter as AnyInteger
from werkzeug.routing import Map
from werkzeug.utils import cached_property

LARGEST_NUMBER = 2_147_483_647  # of a row; SQLite refuses to be asked for far larger ones
NUL = "\x00"  # PostgreSQL keeps no text with it, and nobody types it


def without_nul(
    fields: MultiDict[str, str],
) -> ImmutableMultiDict[str, str]:
    """The same fields without NUL characters, in names and values."""
    return ImmutableMultiDict(
        (name.replace(NUL, ""), value.replace(NUL, ""))
        for name, value in fields.items(multi=True)
    )


class CleanFormParser(FormDataParser):
    """Reads forms as Werkzeug does, and leaves NUL characters out."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        """The rest of the stream, the fields and the files."""
        stream, form, files = super().parse(*args, **kwargs)
        return stream, without_nul(form), files


class PortalRequest(Request):
    """A request whose fields hold no NUL character."""

    form_data_parser_class = CleanFormParser

    @cached_property
    def args(self) -> MultiDict[str, str]:  # type: ignore[override]  # as Werkzeug, it is immutable
        """The fields of the address."""
        return without_nul(super().args)


class IntegerConverter(AnyInteger):
    """A whole number in an address; one that no row can have is no such address."""

    def __init__(
        self,
        map: Map,  # noqa: A002 Werkzeug's name
        fixed_digits: int = 0,
        min: int | None = None,  # noqa: A002 Werkzeug's name
        max: int | None = LARGEST_NUMBER,  # noqa: A002 Werkzeug's name
        signed: bool = False,
    ) -> None:
        super().__init__(map, fixed_digits, min, max, signed)
