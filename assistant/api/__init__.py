"""The HTTP door: the same answers, searches and publications for programs, under ``/v1``."""
