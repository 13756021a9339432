from __future__ import annotations

from email.message import EmailMessage
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.documents import BlockKind
from ingest.eml import read_eml, read_envelope
from ingest.errors import UnreadableDocument
from ingest.readings import make_reading
from tests.benchmarks.fuzz_readers import is_whole, try_file
from tests.ingest.builders import limits
from tests.ingest.office import make_eml

FROM = b"From: a@panel.example\n"


def body(data: bytes) -> str:
    """Return the text of an e-mail below its head."""
    return read_eml(data).text.split("\n\n", 1)[1]


def test_the_head_of_an_e_mail_is_furniture() -> None:
    """Sender, recipients, date, subject and attachments stand over the text and cannot be quoted."""
    raw = read_eml(make_eml())
    heads = [raw.text[line.start : line.end] for line in raw.lines if line.kind is BlockKind.FURNITURE]
    assert heads == [
        "From: The Panel é <panel@panel.example>",
        "To: Partners <partners@panel.example>, office@panel.example",
        "Cc: chair@panel.example",
        "Date: Mon, 09 Jun 2031 10:00:00 +0000",
        "Subject: Cafés and homes",
        "Attachments: report.pdf",
    ]
    assert (raw.title, raw.author) == ("Cafés and homes", "The Panel é <panel@panel.example>")
    assert is_whole(raw)


def test_the_envelope_says_who_wrote_to_whom() -> None:
    """Sender, recipients, date, subject and the names of attachments are told by themselves."""
    envelope = read_envelope(make_eml())
    assert (envelope.cc, envelope.subject, envelope.attachments) == (
        "chair@panel.example",
        "Cafés and homes",
        ("report.pdf",),
    )


def test_the_plain_text_is_read_with_quoted_mails_and_signature() -> None:
    """Of two formats the plain one is read; lines broken to be sent are whole, quoted mails and signatures are text."""
    found = body(make_eml())
    assert "up to the" not in found
    assert "The café is open, and it will be open in the autumn. It was opened in May.\n" in found
    assert found.endswith("> What did you decide?\n-- \nImogen Testwell, Chair")


def test_sentences_lead_back_to_the_verbatim_text() -> None:
    """The sentences of an e-mail quote its words, and none quotes its head."""
    reading = make_reading(read_eml(make_eml()), reader="eml", limits=limits())
    quoted = [reading.quote(sentence.segments) for sentence in reading.sentences]
    assert "It was opened in May." in quoted
    assert not [words for words in quoted if "panel.example" in words]


@pytest.mark.parametrize(
    ("head", "content", "words"),
    [
        (
            b"Content-Type: text/plain; charset=iso-8859-15",
            "Le café coûte 3 €".encode("iso-8859-15"),
            "Le café coûte 3 €",
        ),
        (b"Content-Type: text/plain; charset=windows-1252", "“Yes” – no".encode("cp1252"), "“Yes” – no"),
        (b"Content-Type: text/plain; charset=no-such", "café".encode(), "café"),
        (b"Content-Type: text/plain; charset=punycode", "café".encode(), "café"),
        (b"Content-Type: text/plain", "café".encode("latin-1"), "café"),
        (b"Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64", b"//5hAGIA", "ab"),
        (b"Content-Transfer-Encoding: base64", b"V29yZHM=!!", "Words"),
        (b"Content-Transfer-Encoding: no-such", b"words", "words"),
        (b"Content-Type: multipart/mixed", b"no boundary", "no boundary"),
        (b"Content-Type: text/plain; format=flowed; delsp=yes", b"foot \npath", "footpath"),
        (b"Content-Type: text/plain; format=flowed", b" From here \nto there", "From here to there"),
        (b"Content-Type: ;;;", b"words\0\x01 here", "words   here"),
    ],
)
def test_odd_encodings_are_read(head: bytes, content: bytes, words: str) -> None:
    """Encodings that are named, wrongly named or not known, and broken headers, leave the words readable."""
    assert body(FROM + head + b"\n\n" + content).strip() == words


def test_text_in_several_parts_is_one_text() -> None:
    """Parts of text follow each other, an enclosed e-mail is named and not read, and so is an attached text."""
    message = EmailMessage()
    message["From"] = "a@panel.example"
    message.set_content("First part.")
    message.add_attachment("Not read.", filename="notes.txt")
    enclosed = EmailMessage()
    enclosed.set_content("Enclosed.")
    message.add_attachment(enclosed)
    data = message.as_bytes()
    assert body(data).strip() == "First part."
    assert read_envelope(data).attachments == ("notes.txt", "message/rfc822")


def test_html_is_read_where_there_is_no_plain_text() -> None:
    """An e-mail of HTML gives the words of its page, and without a reader for pages it says what to do."""
    data = FROM + b"Content-Type: text/html; charset=latin-1\n\n<p>The caf\xe9 is open.</p>"
    if find_spec("ingest.html"):
        assert "The café is open." in body(data)
    else:
        with pytest.raises(UnreadableDocument, match="holds HTML only"):
            read_eml(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"The Panel met in May.", "this is not an e-mail although its name says so"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "this is an Outlook message (.msg)"),
        (FROM + b"Content-Type: application/pkcs7-mime\n\nAAAA", "this e-mail is encrypted"),
        (FROM + b"\n \n", "there are no words in this e-mail"),
        (FROM + b"Content-Type: application/pdf\n\nwords", "there are no words in this e-mail"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    """Other formats, encrypted e-mails and such without words are refused with one sentence."""
    with pytest.raises(UnreadableDocument) as refused:
        read_eml(data)
    assert str(refused.value).startswith(reason)


PARTED = FROM + b"Content-Type: multipart/mixed; boundary=x\n\n"
LONG = {
    "brackets": FROM + b"To: " + b"(" * 200_000 + b"\n\nwords",
    "words": FROM + b"Subject: " + b"=?utf-8?q?a?= " * 50_000 + b"\n\nwords",
    "addresses": FROM + b"To: " + b"a@b.example, " * 50_000 + b"\n\nwords",
    "parameters": FROM + b"Content-Type: text/plain; " + b"a=b; " * 50_000 + b"\n\nwords",
    "name": FROM + b"Content-Disposition: attachment; filename*0=" + b"a" * 500_000 + b"\n\nwords",
    "types": PARTED + b"".join(b"--x\nContent-Type: a/b; c=%d; %s\n\nd\n" % (n, b"a=b; " * 300) for n in range(290)),
    "many": PARTED + b"--x\nContent-Type: text/plain\n\nwords\n" * 5_000,
    "nested": FROM + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(299)),
    "parts": PARTED + b"--x\n\nwords\n" * 50_000,
    "line": FROM + b"\n" + b"word " * 400_000,
    "flowed": FROM + b"Content-Type: text/plain; format=flowed\n\n" + b"a \n" * 300_000,
    "spaces": FROM + b"Content-Type: text/plain; format=flowed\n\na" + b" " * 300_000 + b"b",
}


@pytest.mark.parametrize("data", LONG.values(), ids=LONG)
def test_e_mails_made_to_take_long_do_not(data: bytes) -> None:
    """Endless headers, parts and lines are read or refused within ten seconds."""
    tried = try_file(read_eml, data)
    assert tried.end in ("read", "refused")
    assert tried.seconds < 10


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40), min_size=1), st.booleans())
def test_all_words_are_kept_in_order(drawn: list[str], other: bool) -> None:
    """Whatever text the standard library writes is read word for word."""
    text = "\n".join(["Words", *drawn])
    message = EmailMessage()
    message["From"] = "a@panel.example"
    message.set_content(text)
    if other:
        message.add_alternative("<p>Page</p>", subtype="html")
    raw = read_eml(message.as_bytes())
    assert is_whole(raw)
    assert raw.text.split("\n\n", 1)[1].split() == text.split()
