"""The room's blueprint."""

from flask import Blueprint
from werkzeug.wrappers import Response

from app.core.charts import Chart
from app.core.web.listing import csv_answer

blueprint = Blueprint("dashboards", __name__)

Answer = str | tuple[str, int] | Response


def chart_file(chart: Chart, prefix: str = "") -> Response:
    """The rows of a chart as a file to keep."""
    name = f"{prefix}{chart.name}.csv"
    return csv_answer(chart.frame.csv(), name)
