"""What a post is, what may stand in it, and how it reads."""

from app.posts.rules.html import kept_html, to_html
from app.posts.rules.places import Place, State
from app.posts.rules.refusals import Refused

__all__ = ["Place", "Refused", "State", "kept_html", "to_html"]
