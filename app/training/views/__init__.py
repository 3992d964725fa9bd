"""Pages of training: coverage, teams, the register."""

from app.training.views import coverage, imports, register, sessions, teams, trainers
from app.training.views.blueprint import blueprint

__all__ = ["blueprint", "coverage", "imports", "register", "sessions", "teams", "trainers"]
