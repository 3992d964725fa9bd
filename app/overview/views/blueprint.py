"""The blueprint of the overview pages."""

from flask import Blueprint

blueprint = Blueprint("overview", __name__)
