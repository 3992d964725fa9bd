"""The room's blueprint."""

from flask import Blueprint
from werkzeug.wrappers import Response

from app.core.charts import Chart

blueprint = Blueprint("dashboards", __name__)

Answer = str | tuple[str, int] | Response


def csv_answer(chart: Chart, prefix: str = "") -> Response:
    """The rows of a chart as a file to keep."""
    name = f"{prefix}{chart.name}.csv"
    return Response(
        chart.frame.csv(),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
