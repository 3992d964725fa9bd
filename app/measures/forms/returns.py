"""The pages of a quarterly return, what is said with it, and its file."""

from collections.abc import Iterable
from functools import cache

from flask_wtf.file import FileField
from govuk_frontend_wtf.wtforms_widgets import GovFileInput, GovTextArea, GovTextInput
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Optional

from app.core.web.forms import PortalForm
from app.core.web.number_field import WholeNumberField
from app.measures.forms.use import NO_CHILD
from app.measures.rules.checking import Ask
from app.measures.rules.figures import PAGE, Page, cell_words, field_of


class PageForm(PortalForm):
    """A page of figures; its boxes are added by `page_form`."""

    page: Page

    def figures(self) -> dict[str, dict[str, int]]:
        """What was typed; an empty box says nothing."""
        return {
            row: {
                one.key: number
                for one in self.page.columns
                if (number := self[field_of(row, one.key)].data) is not None
            }
            for row in self.page.rows
        }


@cache
def page_form(key: str) -> type[PageForm]:
    """The form of a page, with a box for each of its figures; KeyError where there is none."""
    page = PAGE[key]
    boxes = {
        field_of(row, one.key): WholeNumberField(
            one.label if len(page.rows) == 1 else cell_words(row, one.key),
            fault=f"{cell_words(row, one.key)}: enter a whole number",
            validators=[Optional()],
        )
        for one in page.columns
        for row in page.rows
    }
    return type("ReturnPageForm", (PageForm,), {"page": page, **boxes})


class StatementForm(PortalForm):
    """What is said with a return; `seen` is the fingerprint of the figures that were shown."""

    seen = HiddenField()
    source = StringField(
        "Where do the numbers come from? (optional)",
        description="For example, a report of the case system.",
        widget=GovTextInput(),
    )
    note = TextAreaField(
        "Note (optional)",
        description=f"What a reader should know. {NO_CHILD}",
        widget=GovTextArea(),
    )
    reason = TextAreaField(
        "Why does the return change?",
        description="What was handed in before stays readable.",
        widget=GovTextArea(),
    )

    def comments(self, asks: Iterable[Ask]) -> dict[str, str]:
        """What was said to each unusual figure."""
        return {one.key: (self[one.key].data or "").strip() for one in asks}


class FileStatementForm(StatementForm):
    """The same for a file: its rows travel with the form of the preview."""

    rows = HiddenField()


def with_asks(base: type[StatementForm], asks: Iterable[Ask]) -> type[StatementForm]:
    """The form with a box for each unusual figure."""
    boxes = {one.key: TextAreaField(one.words, widget=GovTextArea()) for one in asks}
    return type(f"{base.__name__}WithAsks", (base,), boxes)


class SendBackForm(PortalForm):
    """What has to be put right."""

    why = TextAreaField("What has to be put right?", description=NO_CHILD, widget=GovTextArea())


class UploadForm(PortalForm):
    """A return as a file."""

    file = FileField(
        "File with the counts",
        description="Excel (XLSX) or CSV in UTF-8, up to 500 kB.",
        widget=GovFileInput(),
    )
