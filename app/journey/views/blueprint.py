"""The blueprint of the pages of a journey."""

from flask import Blueprint

blueprint = Blueprint("journey", __name__)
