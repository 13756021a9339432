"""Finds what a publication recommends, asks, teaches and answers: the entries of the register."""

VERSION = "4"
"""Raised when something else would be found in the same reading; a change of a table in this folder needs no other."""
