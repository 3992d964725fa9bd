"""The entry point of web servers and of `flask --app wsgi`."""

import gc
import sys

from app import create_app
from config import ConfigurationError

try:
    app = create_app()
except ConfigurationError as problem:
    sys.exit(f"The portal cannot start. {problem}")

# What was made at start stays: leaving it out of every collection shortens the slowest answers,
# and with --preload the processes share it.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
