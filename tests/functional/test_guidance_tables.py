from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

import pypdfium2
import pytest

from ingest.pdf_tables import Table, find_tables, pages_with_tables


class Expected(NamedTuple):
    """What was read by eye from a rendered page: never its words, only a digest of each row's words."""

    page: int
    box: tuple[int, int, int, int]
    columns: int
    header_rows: int
    continues: bool
    marks: int
    rows: str


# The four documents hold two tables, on seven pages. A ruled checklist of one column (two pages of the first) is no
# table, nor are the coloured boxes with running text.
EXPECTED = {
    "adc207bd3ded87ca67823db561dd620b82b9e1aab4171439acb2e86bc75b7fe6": [],
    "9b907f7c60a8cdedf148d108859cd134617ba9503c1f678f52ba1f4b76064d9f": [],
    "b760222a80d451a0f7f67d0d0392b3d66ce4f4bb42174c18ffcf761601f6701f": [
        Expected(
            23,
            (57, 181, 524, 753),
            2,
            0,
            False,
            2,
            """
            a641ace6463ea335663fe28cac8d6c1066241b38740fcb2d3d20174b06f06068
            6071c412827e0a50e4538085fddcf0c6954002b2ddfa48cd6df38465edbf571c
        """,
        ),
        Expected(
            24,
            (57, 187, 524, 785),
            2,
            0,
            True,
            4,
            """
            7c224330f6587cf35afb8a5620c805d0d18f4ee014ad47ea2d84b8718bfb013c
            a7108c120d0943693b4a3470af8aa3d0ebf2a5bc079ea81b240ffe4e66527cc6
            710bf320bc078203ea3702a827c663947d8941a1aeac0b364dd4036d8c2527b8
            782bbc9ec3b767660941149c0df2464d21e97e00df80deaae7219dfd2d766743
            80d900b29908f0bb0c0a1c65961fae58600b304ecf5ad1e289004ad6bcdb7eea
        """,
        ),
        Expected(
            25,
            (57, 133, 524, 785),
            2,
            0,
            True,
            1,
            """
            8c989933ebc93ea05ffeafbcf5cb830884bdcfcbe8652130d875d2e8cef3a6ee
            e7aee5e36bde5e5b15e8ff29c616ac249a194adc9a73f44c44bd72d5e2f14cdd
            97ae1bef60cbe3714aa4de612c67c92133bb08b17af7f84d20df0a8018f6e5ea
            2052267e6815aa340b656c087d39b69d826110cfffe9f8f6e89766d3710273a6
            d880009793c1e7578f4767565c78b898116fe3f01e2d695bfbc6a30ed3b82516
            24e79ed74474d043fa79439eabf3ab132f023f6bcf1737875c4378567181afe4
        """,
        ),
        Expected(
            26,
            (57, 551, 524, 785),
            2,
            0,
            True,
            2,
            """
            cc42c82fc92c0910db8d047302bc72642352bb626b6a7b84872806f90ed5310c
        """,
        ),
    ],
    "299624ff1227f5c488cfd1b63066b03d40053af6f592bdd8ada92e0587292548": [
        Expected(
            184,
            (43, 129, 552, 451),
            2,
            1,
            False,
            0,
            """
            243d64cb2ee433be1fc02c445adce85c055312ef854991261fc6eadae70b1ff4
            78ca94e1a214e7539ea70f6c846290231d97455101e0cd742df3d72433a987c9
            dc49e2d98e8b0327e5f114e00e24dcd03e971bbae650661500919d06e5cab73b
            10e74241630cea8f0707af92a7febf4759e4cd9ab81537206abf19b054dba79d
            a2fc80579338db18a07ee8ee98c48a812709158e3402bba94933401c762f270f
            a158e5a5c5ac44909a479afd914004092ce5663ee6a4a1d17f2a776e9037e403
            63379082546f6bc09d1ac0f4696627f83b8aa4f3ed2d4ecc652fcca15b6cfd55
        """,
        ),
        Expected(
            185,
            (43, 125, 552, 785),
            2,
            0,
            True,
            0,
            """
            dc96b6c407bb53a7815dac46ad588f79c3c4bc112b20be9dc7894d10047d5299
            a837a3c820b908b7b1417a0cc87684f72c58bbd83c2d7ccbfcf80df8c333f3cf
            bf7e74a32d3d7bbf41df74536d5acb497081d69c076cf63000d538001da9b065
            9fc2fbd8837f65cd0dd77b70bea2759ca8aff9382239ea994d943486177c44be
            16a26b7795aa8713f36c5b3ffe2464715a1eb2806f911ff50c0fc7411445ea22
            82305517fa94959f5effe00cb6ab8674a3f8c39c74b4b033f3afebf103992c44
            f930583d6bd5914a8c56855c28fe43fa211900a6318e7d02834897e296c73257
            98e9bc2a820032384b643fe683f898fd758bea372164e7dadcbd8660fdd30539
            767890bf3f75e1679f9501e23caad0ae66070a01a61c2ae425b1d7a343bd98fb
            25a27a7af81188036f6c0a02a47c96f8e0a791fc679302067f90547f11e16623
            6c0bc42412b11303ca18e7b97c92cb0b00603f52d3e7f267574431f6f9a08c44
            80b6c9de4a60a05809ba2dc1dc65b6134c0f05127bef9bbf84a3c3f3d642fd73
            0bcc71d433a0134b570962164615ca884a7281c1f5e3262683649dace28d06a8
            e83b798c064dbc68b2078d2929cdfc96b415c6be51ecd7f9d5c1b2bebb7f16b0
        """,
        ),
        Expected(
            186,
            (43, 647, 552, 784),
            2,
            0,
            True,
            0,
            """
            664ea6cf7b129dd00913a4fc60991ce70e504ff95966047cb7e70e85fb90cd4a
            2bc3903a0ce409278ebe5682d33ae3bd64e147d277bfdfeaa5afbee510e61965
            a632737200650a990f49782832102ebfc3439d5c81e3f48d32ef72b9807aabea
            0e846a1b19905a510e1e0159c6183a5bcd4fa2120b3f3b24aa8d4be4cb282667
        """,
        ),
    ],
}


def digest(row: tuple[str, ...]) -> str:
    """Return a digest of the words of a row."""
    return hashlib.sha256(" ".join(" ".join(row).split()).encode()).hexdigest()


def describe(table: Table) -> Expected:
    """Return what is expected of a table, as it was found."""
    left, bottom, right, top = (round(side) for side in table.box)
    rows = "\n".join(digest(row) for row in table.rows)
    (columns,) = {len(row) for row in table.rows}
    box = (left, bottom, right, top)
    return Expected(table.page, box, columns, table.header_rows, table.continues, len(table.marks), rows)


@pytest.fixture(scope="module")
def guidance(shared: Path) -> dict[str, bytes]:
    """The four guidance documents by their digests."""
    files = [path.read_bytes() for path in (shared / "corpus" / "guidance").glob("*.pdf")]
    return {hashlib.sha256(data).hexdigest(): data for data in files}


@pytest.mark.shared
@pytest.mark.parametrize("name", EXPECTED, ids=lambda name: name[:8])
def test_the_tables_of_real_guidance_are_found(guidance: dict[str, bytes], name: str) -> None:
    """Every table that the eye finds is found with its place, columns, head and rows, and nothing else is."""
    data = guidance[name]
    found = [table for tables in find_tables(data, pages_with_tables(data)).values() for table in tables]
    expected = [one._replace(rows="\n".join(one.rows.split())) for one in EXPECTED[name]]
    assert [describe(table) for table in found] == expected


@pytest.mark.shared
@pytest.mark.parametrize("name", [name for name, tables in EXPECTED.items() if tables], ids=lambda name: name[:8])
def test_the_cells_hold_just_the_words_in_the_box(guidance: dict[str, bytes], name: str) -> None:
    """Another reader, PDFium, finds the same words in the box of a table as its cells hold: no more and no fewer."""
    document = pypdfium2.PdfDocument(guidance[name])
    for page, tables in find_tables(guidance[name], pages_with_tables(guidance[name])).items():
        for table in tables:
            seen = document[page - 1].get_textpage().get_text_bounded(*table.box)
            held = " ".join(text for row in table.rows for text in row)
            assert sorted(normalize("NFKC", seen).split()) == sorted(held.split())
    document.close()


@pytest.mark.shared
def test_no_table_is_on_a_page_that_was_ruled_out(guidance: dict[str, bytes]) -> None:
    """The quick look at the pages misses no table that reading every page finds (tried on the two short documents)."""
    for data in sorted(guidance.values(), key=len)[:2]:
        likely = pages_with_tables(data)
        assert set(find_tables(data, range(1, 29))) <= set(likely)
