"""The shape of a file of arrivals and of its confirmation."""

from flask_wtf.file import FileField
from govuk_frontend_wtf.wtforms_widgets import GovFileInput
from wtforms import HiddenField

from app.core.web.forms import PortalForm


class UploadForm(PortalForm):
    """Sites under way, as a file."""

    file = FileField(
        "File of sites",
        description="Excel (XLSX) or CSV in UTF-8, one line for each site, up to 300.",
        widget=GovFileInput(),
    )


class ConfirmForm(PortalForm):
    """Bring in what was shown: the rows of the file, and what they were read as."""

    rows = HiddenField()
    seen = HiddenField()
