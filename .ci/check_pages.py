"""Checks that the installed program serves its pages, with the style sheet and the script that they name.

Usage: check_pages.py LOG, where LOG is what “panel serve” prints. Stands on Python alone.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from urllib.request import urlopen

SECONDS = 60
PAGES = ("/publications", "/recommendations", "/timeline", "/about")


def main() -> int:
    """Say what is wrong, if anything, in one line and in the exit code."""
    address = find_address(Path(sys.argv[1]))
    if address is None:
        print(f"The server did not say within {SECONDS} seconds where it is.")
        return 1
    page = read(address)
    files = re.findall(r'(?:href|src)="(/assets/[^"]+[.](?:css|mjs))"', page)
    empty = [file for file in files if not read(address + file).strip()]
    if empty or not {".css", ".mjs"} <= {Path(file).suffix for file in files}:
        print(f"The page names {files}, and these hold nothing: {empty}.")
        return 1
    pages = [path for path in PAGES if "<h1" not in read(address + path)]
    if pages:
        print(f"These pages have no heading: {pages}.")
        return 1
    print(f"The pages and their {len(files)} files are served.")
    return 0


def find_address(log: Path) -> str | None:
    """Return the address that the server prints, or None when it does not come in time."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        found = re.search(r"In the browser: +(http://\S+)", log.read_text(encoding="utf-8"))
        if found:
            return found[1]
        time.sleep(0.1)
    return None


def read(address: str) -> str:
    """Return what an address gives."""
    with urlopen(address, timeout=SECONDS) as response:  # noqa: S310  an address of this machine
        return str(response.read().decode())


if __name__ == "__main__":
    sys.exit(main())
