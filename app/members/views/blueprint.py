"""The room's blueprint."""

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("members", __name__)

Page = str | tuple[str, int] | Response
