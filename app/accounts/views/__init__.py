"""Signing in and out, new passwords, and a person's own account."""

from app.accounts.views import feeds, own_account, own_email, resets, signing_in
from app.accounts.views.blueprint import blueprint

__all__ = ["blueprint", "feeds", "own_account", "own_email", "resets", "signing_in"]
