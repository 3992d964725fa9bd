"""The entry point of web servers and of `flask --app wsgi`."""

import sys

from app import create_app
from config import ConfigurationError

try:
    app = create_app()
except ConfigurationError as problem:
    sys.exit(f"The portal cannot start. {problem}")
