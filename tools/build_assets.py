"""Builds what the pages serve (assistant/web/static) from assistant/web/source and govuk-frontend.

Needs node and npm; only those who change the look of the pages run it (`make assets`), the result is committed. The
npm packages are those of assets.lock.json: version and digest. Another version: write it there, with its digest.
"""
# ruff: noqa: INP001  a program, not a package

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

LOCK = Path(__file__).with_name("assets.lock.json")
WEB = Path(__file__).resolve().parents[1] / "assistant" / "web"
SOURCE, STATIC = WEB / "source", WEB / "static"

COMPONENTS = ("button", "character-count", "error-summary")
"""The components of which the pages use the JavaScript."""
IMPORTED = re.compile(r"^import .* from '(?P<path>\.[^']+)';$", re.MULTILINE)
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*\n?", re.MULTILINE)
COMPILE = """
const { css } = require("sass").compile(process.argv[1], { loadPaths: [process.argv[2]], style: "compressed" });
process.stdout.write(css);
"""
NAME_LENGTH = 12


def main() -> None:
    """Build everything into a folder that is named by its contents, in place of the one before."""
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for package, wanted in lock.items():
            fetch_package(package, wanted, work=work)
        built = work / "built"
        built.mkdir()
        write_assets(built, packages=work / "node_modules")
        write_origin(built, lock=lock)
        folder = STATIC / f"{lock['govuk-frontend']['version']}-{digest_folder(built)}"
        shutil.rmtree(STATIC, ignore_errors=True)
        shutil.copytree(built, folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    sys.stdout.write(f"Built {folder.name} ({size / 1000:.0f} kB)\n")


def fetch_package(package: str, wanted: dict[str, str], *, work: Path) -> None:
    """Fetch a package with npm, check it against the lock and unpack it into ``node_modules``."""
    archive = work / run("npm", "pack", "--silent", f"{package}@{wanted['version']}", cwd=work).strip()
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != wanted["integrity"]:
        sys.exit(f"{package} {wanted['version']} is not what {LOCK.name} names: its digest is {found}.")
    with tarfile.open(archive) as packed:
        packed.extractall(work / package, filter="data")
    (work / "node_modules").mkdir(exist_ok=True)
    (work / package / "package").rename(work / "node_modules" / package)


def write_assets(built: Path, *, packages: Path) -> None:
    """Write the style sheet, the scripts, the icon and the licence."""
    govuk = packages / "govuk-frontend" / "dist" / "govuk"
    css = run("node", "--eval", COMPILE, str(SOURCE / "panel.scss"), str(govuk.parent), cwd=packages.parent)
    (built / "panel.css").write_text(css, encoding="utf-8")
    for path in SOURCE.iterdir():
        if path.suffix in (".mjs", ".svg", ".txt"):
            shutil.copyfile(path, built / path.name)
    for script in find_scripts(govuk):
        copy = built / "govuk-frontend" / script.relative_to(govuk)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(SOURCE_MAP.sub("", script.read_text(encoding="utf-8")), encoding="utf-8")


def find_scripts(govuk: Path) -> set[Path]:
    """Return the scripts of the components that are used, with all that they import."""
    found: set[Path] = set()
    waiting = [govuk / "components" / name / f"{name}.mjs" for name in COMPONENTS]
    while waiting:
        script = waiting.pop()
        if script not in found:
            found.add(script)
            imported = IMPORTED.finditer(script.read_text(encoding="utf-8"))
            waiting += [(script.parent / match["path"]).resolve() for match in imported]
    return found


def write_origin(built: Path, *, lock: dict[str, dict[str, str]]) -> None:
    """Write down what the assets were built from, so that a test can tell when they are no longer up to date."""
    sources = {path.name: digest_file(path) for path in sorted(SOURCE.iterdir())}
    versions = {package: wanted["version"] for package, wanted in lock.items()}
    origin = json.dumps({"packages": versions, "sources": sources}, indent=2)
    (built / "origin.json").write_text(origin + "\n", encoding="utf-8")


def digest_file(path: Path) -> str:
    """Return the digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest_folder(folder: Path) -> str:
    """Return the beginning of a digest over the names and contents of the files in a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = "\n".join(f"{path.relative_to(folder).as_posix()} {digest_file(path)}" for path in files)
    return hashlib.sha256(lines.encode()).hexdigest()[:NAME_LENGTH]


def run(*words: str, cwd: Path) -> str:
    """Run a program and return what it prints; end here when it fails."""
    done = subprocess.run(words, cwd=cwd, check=False, stdout=subprocess.PIPE, text=True)  # noqa: S603  own words only
    if done.returncode:
        sys.exit(f"{words[0]} failed: its own message stands above.")
    return done.stdout


if __name__ == "__main__":
    main()
