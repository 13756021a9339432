"""The record of what is published, the two indexes that follow it, and search over them."""
