from __future__ import annotations

import pytest

from tests.ingest.pages import blocks, read

LONG = "<p>" + "The school had no record of the visit. " * 40


@pytest.mark.parametrize(
    "heading",
    [
        "<h2 class=govuk-accordion__section-heading><span class=govuk-accordion__section-button>Findings</span></h2>",
        "<h2><button type=button aria-expanded=false>Findings</button></h2>",
        "<h2><button>Findings<span class=govuk-visually-hidden>, </span><span data-nosnippet>Show</span></button></h2>",
        "<button><h2>Findings</h2></button>",
    ],
)
def test_a_heading_that_is_a_button_is_read(heading: str) -> None:
    """The headings of an accordion are headings, without the words that open it; other buttons are not read."""
    assert blocks(read(f"{heading}<p>Text <button>Print this page</button>")) == [("heading", "Findings"), ("", "Text")]


@pytest.mark.parametrize(
    "unseen",
    [
        "<span class=govuk-visually-hidden>no</span>",
        "<span class='x sr-only'>no</span>",
        "<span style='color: red; visibility: hidden'>no</span>",
        "<span style='display:none'>no</span>",
        "<span hidden>no</span>",
        "<dialog>no</dialog>",
        "<template>no</template>",
    ],
)
def test_what_nobody_sees_is_not_read(unseen: str) -> None:
    """What a browser does not show is not in the text."""
    assert blocks(read(f"<p>Text{unseen}")) == [("", "Text")]


@pytest.mark.parametrize(
    "seen",
    [
        "<span aria-hidden=true>yes</span>",
        "<span style='overflow: hidden'>yes</span>",
        "<span hidden=until-found>yes</span>",
        "<details><summary>yes</summary></details>",
        "<dialog open>yes</dialog>",
    ],
)
def test_what_a_browser_shows_is_read(seen: str) -> None:
    """What is hidden from programs that read aloud alone, or is one click away, is in the text."""
    assert "yes" in read(f"<p>Text {seen}").text


@pytest.mark.parametrize(
    "around",
    [
        "<div class=govuk-breadcrumbs>Home</div>",
        "<a class=govuk-skip-link href=#x>Home</a>",
        "<div id=global-cookie-message>Home</div>",
        "<section class='gem-c-cookie-banner x'>Home</section>",
        "<div><div><h2>Related content</h2></div></div>",
        "<div class=gem-c-feedback>Home</div>",
        "<form><label>Home</label><input></form>",
        "<div role=complementary>Home</div>",
        "<header>Home</header>",
        "<aside>Home</aside>",
    ],
)
def test_what_leads_elsewhere_is_furniture(around: str) -> None:
    """Breadcrumbs, banners, links to skip, related content and forms are typed and cannot be quoted."""
    kinds = {words: kind for kind, words in blocks(read(f"{around}{LONG}"))}
    assert kinds.pop("Home", kinds.pop("Related content", None)) == "furniture"
    assert list(kinds.values()) == [""]


@pytest.mark.parametrize(
    "inside",
    [
        "<section id=feedback><h2>Feedback</h2><p>Home</section>",
        "<div class=has-cookie-banner-hidden><p>Home</div>",
        "<div class=breadcrumbs><h1>Title</h1><p>Home</div>",
        f"<form>{LONG}<p>Home</form>",
        "<section><header><p>Home</header></section>",
        "<article><h1>T</h1><aside><p>Home</aside></article>",
        "<blockquote>Words<footer>Home</footer></blockquote>",
    ],
)
def test_content_is_not_taken_for_furniture(inside: str) -> None:
    """Sections, forms around the whole page, call-outs of an article and headers of its parts are content."""
    assert ("", "Home") in blocks(read(f"{inside}{LONG}"))


def test_an_article_is_the_content_where_nothing_else_says_so() -> None:
    """A page without ``main`` has its content in its only article; of several none is left out."""
    assert blocks(read("<div>Site</div><article><h1>T</h1><p>Words</article><div>End</div>")) == [
        ("furniture", "Site"),
        ("heading", "T"),
        ("", "Words"),
        ("furniture", "End"),
    ]
    for page in ("<h1>T</h1><article>Words</article><div>End</div>", "<article>Words</article><article>End</article>"):
        assert blocks(read(page))[-2:] == [("", "Words"), ("", "End")]


def test_a_part_of_the_content_ends_no_content() -> None:
    """What comes after a main element within another is still content."""
    assert blocks(read("<main>A<div role=main>B</div>C</main>D")) == [
        ("", "A"),
        ("", "B"),
        ("", "C"),
        ("furniture", "D"),
    ]
