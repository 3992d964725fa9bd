"""Pages of training: coverage, teams, the register."""

from app.training.views import (
    assessment,
    certificates,
    coverage,
    everywhere,
    imports,
    register,
    results,
    sessions,
    teams,
    trainers,
)
from app.training.views.blueprint import blueprint

__all__ = [
    "assessment",
    "blueprint",
    "certificates",
    "coverage",
    "everywhere",
    "imports",
    "register",
    "results",
    "sessions",
    "teams",
    "trainers",
]
