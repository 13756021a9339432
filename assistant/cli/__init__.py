"""The command line: ``panel``. Commands parse, call the core and print; they decide nothing."""

from assistant.cli.main import app, main

__all__ = ["app", "main"]
