"""The web door: pages to ask, to read an answer, and to read it again in the publications it comes from."""

from assistant.web.assets import Assets
from assistant.web.pages import make_pages
from assistant.web.rendering import STATIC, render_problem

__all__ = ["STATIC", "Assets", "make_pages", "render_problem"]
