"""The timeline: what was said on a topic, by whom and when, what was promised, and what became of it."""
