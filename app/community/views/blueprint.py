"""The room's blueprint, and what its pages share."""

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("community", __name__)
Page = str | tuple[str, int] | Response
