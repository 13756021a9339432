"""Divides a letter into its front, its body, its signature and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest import marks
from ingest.documents import Block, BlockKind, Reading
from ingest.letter_words import Words

SILENT = frozenset({BlockKind.FURNITURE, BlockKind.CAPTION})
SIGNED = frozenset({BlockKind.SIGNATURE, BlockKind.CAPTION, BlockKind.FURNITURE, BlockKind.DATE_LINE})


@dataclass(frozen=True, slots=True)
class Layout:
    """The ordinals of the blocks of each part of a letter, in reading order; ``body`` begins after the salutation."""

    front: tuple[int, ...]
    salutation: int
    body: tuple[int, ...]
    signature: tuple[int, ...]
    after: tuple[int, ...]

    def end(self, reading: Reading) -> tuple[int, ...]:
        """Return the signature and what stands under it, up to the first heading."""
        under = takewhile(lambda i: reading.blocks[i].kind is not BlockKind.HEADING, self.after)
        return (*self.signature, *under)


def lay_out(words: Words) -> Layout | None:
    """Return the parts of a letter; None where nobody is greeted."""
    blocks = words.reading.blocks
    salutation = next((i for i, block in enumerate(blocks) if block.kind is BlockKind.SALUTATION), None)
    if salutation is None:
        return None
    start = _signature_start(words, salutation)
    end = _signature_end(blocks, start)
    return Layout(
        front=tuple(i for i in range(salutation) if blocks[i].kind not in SILENT),
        salutation=salutation,
        body=tuple(i for i in range(salutation + 1, start) if blocks[i].kind not in SILENT),
        signature=tuple(i for i in range(start, end) if blocks[i].kind is not BlockKind.FURNITURE),
        after=tuple(range(end, len(blocks))),
    )


def _signature_start(words: Words, salutation: int) -> int:
    """Return where a letter closes; without a closing phrase, where somebody signs; else its end."""
    blocks = words.reading.blocks
    signed = [i for i in range(salutation + 1, len(blocks)) if blocks[i].kind is BlockKind.SIGNATURE]
    closing = next((i for i in signed if marks.CLOSING.match(words.text(i))), None)
    return closing if closing is not None else next(iter(signed), len(blocks))


def _signature_end(blocks: Sequence[Block], start: int) -> int:
    return next((i for i in range(start, len(blocks)) if blocks[i].kind not in SIGNED), len(blocks))
