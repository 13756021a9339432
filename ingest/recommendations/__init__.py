"""Finds what a publication recommends, asks, teaches and answers: the entries of the register."""
