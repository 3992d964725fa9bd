"""What a post is, what may stand in it, and how it reads."""

from app.posts.rules.html import kept_html, to_html
from app.posts.rules.places import Place, State

__all__ = ["Place", "State", "kept_html", "to_html"]
