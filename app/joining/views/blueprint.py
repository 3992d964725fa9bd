"""The blueprint of the pages of joining, and what all of them need."""

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("joining", __name__)
Answer = str | Response | tuple[str, int]
