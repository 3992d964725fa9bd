"""The blueprint of the overview pages, and what several of them read alike."""

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("overview", __name__)

Page = str | tuple[str, int] | Response
