"""Pages of measures: use counts, quarterly returns, agreed measures, pulse surveys."""

from app.measures.views import (
    agreed,
    filling,
    overview,
    pulse,
    returns,
    uploading,
    use,
    values,
)
from app.measures.views.blueprint import blueprint

__all__ = [
    "agreed",
    "blueprint",
    "filling",
    "overview",
    "pulse",
    "returns",
    "uploading",
    "use",
    "values",
]
