from __future__ import annotations

from itertools import pairwise

import pytest

from assistant.wording import find_printed_words

CHILD_SEXUAL_EXPLOITATION, PERMANENT = find_printed_words("cse")[0], find_printed_words("kicked out of school")[:1]
