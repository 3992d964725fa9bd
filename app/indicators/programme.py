"""The settings of the programme that judgements rest on, read once for each process."""

from functools import lru_cache

from app.core.yaml_file import read_yaml
from app.indicators.rules.playbook import Playbook, parse_playbook
from app.indicators.rules.sustainability import Weights, parse_weights
from config import ROOT

WEIGHTS_VERSION, PLAYBOOK_VERSION = 1, 1
_FOLDER = ROOT / "seeds" / "programme"


@lru_cache
def weights(version: int = WEIGHTS_VERSION) -> Weights:
    """A version of the weights of the sustainability index."""
    return parse_weights(read_yaml(_FOLDER / f"sustainability.v{version}.yaml"))


@lru_cache
def playbook() -> Playbook:
    """What can be done about each signal, and what is asked of an authority."""
    return parse_playbook(read_yaml(_FOLDER / f"playbook.v{PLAYBOOK_VERSION}.yaml"))
