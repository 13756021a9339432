"""Answers from the record's own fields, where they know better than prose: dates, people, links, lists."""
