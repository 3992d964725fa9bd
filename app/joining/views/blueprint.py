"""The blueprint of the pages of joining, and what all of them need."""

from flask import Blueprint
from werkzeug.wrappers import Response

from app.core.web.taken import Taking
from app.joining.rules import Refused
from app.joining.service import ChangedMeanwhile

blueprint = Blueprint("joining", __name__)
Answer = str | Response | tuple[str, int]
accepted = Taking(Refused, ChangedMeanwhile).accepted
