"""What arrives as text: without the one character that no database of ours can keep."""

from typing import Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.utils import cached_property

NUL = "\x00"  # PostgreSQL refuses it even in a question, and nobody types it

Fields = MultiDict[str, str]


def without_nul(fields: Fields) -> ImmutableMultiDict[str, str]:
    """The same fields, in the same order, without NUL in names and values."""
    return ImmutableMultiDict(
        [
            (name.replace(NUL, ""), value.replace(NUL, ""))
            for name, value in fields.items(multi=True)
        ]
    )


class CleanFormParser(FormDataParser):
    """Reads forms as Werkzeug does, and leaves NUL characters out."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        """The rest of the stream, the fields and the files."""
        stream, form, files = super().parse(*args, **kwargs)
        return stream, without_nul(form), files


class PortalRequest(Request):
    """A request whose fields, in the form and in the address, hold no NUL character."""

    form_data_parser_class = CleanFormParser

    @cached_property
    def args(self) -> Fields:
        """The fields of the address."""
        return without_nul(super().args)
