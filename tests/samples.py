"""What the samples are, in figures."""

from __future__ import annotations

import datetime as dt

COUNT = 12
EARLIEST, LATEST = dt.date(2031, 1, 14), dt.date(2034, 6, 14)
