"""Lets a language model say an answer in fewer words, and shows of that only what its quotations prove."""
