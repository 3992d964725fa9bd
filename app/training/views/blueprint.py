"""The blueprint of the pages of training, and what all of them need."""

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("training", __name__)
Answer = str | Response | tuple[str, int]
