"""Documents of every shape: headings, broken paragraphs, lists, markup, furniture and letters from anywhere."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from ingest.lines import Line, RawText

WORDS = ["the", "Panel", "review", "of", "Harbour", "child", "said", "No", "e.g.", "St", "12", "(see", "below)", "it's"]
ENDS = [".", ".", ".", "?", "!", ":", ";", ",", "", ".)", ".”", " .", "..."]
LINKS = ["[{}](#)", "[{}](https://panel.example/a)", "\\[{}\\]"]
MARKUP = ["**{}**", "*{}*", "_{}_", "{}<sup>1</sup>", "<sup>{}</sup>", *LINKS]
ASIDES = ["7", "0", "Page 3 of 9", "gion", "…", "---", "https://panel.example/a", "[image: crest]", "|---|"]
CAPTIONS = ["A handwritten signature in blue ink", "The crest of the Panel", "![logo](logo.png)"]
LETTER = [
    "3 May 2031",
    "4th June 2032",
    "Dear Ms Whimsley,",
    "Yours sincerely,",
    "Imogen Testwell, Chair",
    "Kind regards",
]
BREAKS = ["\n", "\n\n", "\n \n\n", "\r\n", "\r\n\r\n", "\u2028", "\f\n"]

# Surrogates are no characters, and control characters say that a file is no text.
anything = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
word = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), anything)
marked = st.builds(lambda sign, inner: sign.format(inner), st.sampled_from(MARKUP), word)
space = st.sampled_from([" ", " ", " ", "  ", "\n", "\n\n", " \n \n", "-\n", "\t", "\u00a0", "\u00ad"])


@st.composite
def sentence(draw: st.DrawFn, *, most: int = 40) -> str:
    """Return words with markup between them, over lines and blank lines, with an end or without."""
    parts = draw(st.lists(st.tuples(st.one_of(word, word, word, marked), space), min_size=1, max_size=most))
    return "".join(part for pair in parts for part in pair).strip() + draw(st.sampled_from(ENDS))


paragraph = st.lists(sentence(), min_size=1, max_size=4).map(" ".join)
heading = st.builds(
    lambda mark, text: mark + text,
    st.sampled_from(["# ", "## ", "### **", "", "1. ", "2.3 ", "**"]),
    sentence(most=6),
)
item = st.builds(
    lambda mark, text: mark + text,
    st.sampled_from(["- ", "• ", "1. ", "2. ", "1. ", "(a) ", "o ", "1.1 ", "– "]),
    sentence(most=15),
)
one_of_ours = st.sampled_from([*ASIDES, *CAPTIONS, *LETTER])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return a text file with at least one letter or digit in it."""
    parts = draw(st.lists(st.one_of(paragraph, heading, item, one_of_ours, anything), min_size=1, max_size=12))
    broken = "".join(part + draw(st.sampled_from(BREAKS)) for part in parts)
    return broken if any(character.isalnum() for character in broken) else f"{broken}word"


lines = st.builds(
    Line,
    start=st.just(0),
    end=st.just(0),
    size=st.sampled_from([12.0, 12.0, 12.0, 9.0, 16.0, 20.5, 12.5, 0.0]),
    bold=st.booleans(),
    gap=st.sampled_from([1.0, 1.0, 1.02, 1.7, 3.0, 0.4, -20.0]),
    left=st.sampled_from([56.7, 56.7, 74.7, 92.7]),
)
printed = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join),
    st.builds(
        lambda words, end: words + end, st.lists(word, min_size=1, max_size=8).map(" ".join), st.sampled_from(ENDS)
    ),
    item,
    one_of_ours,
).map(lambda text: " ".join(text.split()) or "word")


@st.composite
def laid_out(draw: st.DrawFn) -> RawText:
    """Return what a reader of a format with a layout might find: lines on pages, with sizes and small numbers."""
    pages = draw(st.lists(st.lists(st.tuples(printed, lines), max_size=12), min_size=1, max_size=4))
    text, found, starts, skips = "", [], [], []
    for number, page in enumerate(pages, start=1):
        starts.append(len(text))
        for index, (words, line) in enumerate(page):
            edge = index < 2 or index >= len(page) - 2
            start, end = len(text), len(text) + len(words)
            found.append(replace(line, start=start, end=end, page=number, edge=edge))
            mark = len(words) - len(words.rstrip("0123456789"))
            if 0 < mark < len(words):
                skips.append((end - mark, end))
            text += words + "\n"
        text += "\f"
    return RawText(text, tuple(found), tuple(starts), tuple(skips), laid_out=True)
