"""Pages for tests of the HTML reader: one with something of everything, and short ones."""

from __future__ import annotations

from ingest.html import read_html
from ingest.lines import RawText

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A review - GOV.UK</title>
<style>p > b { color: red }</style><script>if (1 < 2) { say("<b>") }</script></head><body class="page">
<div class="govuk-cookie-banner"><p>Cookies</p></div><nav><ul><li><a href="/">Home</a></ul></nav>
<main id="content"><h1>A review</h1><dl><dt>Published:</dt><dd>3 May 2034</dd></dl>
<h2 class="govuk-accordion__section-heading"><button>Findings</button></h2>
<p>The <b>school</b> &amp; the <i>nurse</i> met<sup id="fnref:1"><a href="#fn:1" rel="footnote">[footnote 1]</a></sup>.
<ol start="3" type="a"><li>first<li>second<ul><li>inner</ul></ol><ol reversed><li>two<li>one</ol>
<table><caption>Table 1</caption><thead><tr><th>Region<th>Visits</thead><tr><td>Northmere<td><p>14</p></table>
<figure><img src="x.png" alt="A boat"><figcaption>On the beach</figcaption></figure>
<pre>one
  two</pre><address>1 High Street<br>Northmere</address><aside><p>A call-out – “so”.</p></aside>
<svg viewBox="0 0 1 1"><title>Sign</title><path d="M0 0"/></svg><details><summary>More</summary>Words</details>
<form><label>Is this useful?</label><select><option>yes<option>no</select><textarea><p></textarea></form>
<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1"><p>Agreed. <a href="#fnref:1">back</a></p></ol></div>
</main><footer>End</footer></body></html>
"""


def read(body: str, *, head: str = "<title>A page</title>") -> RawText:
    """Return the text of a page with this body."""
    return read_html(f"<!doctype html>{head}<body>{body}".encode())


def blocks(raw: RawText) -> list[tuple[str, str]]:
    """Return kind and words of each block; a paragraph of which nothing more is said has no kind."""
    return [(str(line.kind or ""), raw.text[line.start : line.end]) for line in raw.lines]


def make_html() -> bytes:
    """Return the page with something of everything."""
    return PAGE.encode()
