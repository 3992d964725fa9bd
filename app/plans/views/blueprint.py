"""The blueprint of the plan's pages."""

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("plans", __name__)
Answer = str | Response | tuple[str, int]
