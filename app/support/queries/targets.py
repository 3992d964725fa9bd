"""What the programme promises about answers, as it stands in seeds/programme."""

from functools import lru_cache

from app.core.yaml_file import read_yaml
from app.support.rules.answers import Targets, parse_targets
from config import ROOT

_FILE = ROOT / "seeds" / "programme" / "support.v1.yaml"


@lru_cache
def targets() -> Targets:
    """Read once for each process."""
    return parse_targets(read_yaml(_FILE))
