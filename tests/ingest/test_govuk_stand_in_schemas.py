from __future__ import annotations

import importlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from tests.fakes.govuk import Collection, fake_govuk, make_collection
from tests.fakes.govuk_items import ASSETS, SITE
from tests.fakes.govuk_making import PLACE, UNKNOWN_TYPE

jsonschema: Any = importlib.import_module("jsonschema")  # it ships no types


def open_validator(shared: Path, schema: str) -> Any:
    """Return what checks items against a published schema, times too, which its draft leaves to the reader."""
    published = json.loads((shared / "govuk" / "schemas" / f"{schema}__frontend__schema.json").read_bytes())
    kind = jsonschema.validators.validator_for(published)
    times = jsonschema.FormatChecker(formats=())
    times.checks("date-time", raises=ValueError)(is_time)
    return kind(published, format_checker=times)


def is_time(value: object) -> bool:
    """Return whether a value is a time with its offset; what is no text is for the schema's types to judge."""
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


def find_faults(shared: Path, items: list[dict[str, Any]]) -> list[str]:
    """Return what the published schemas say against items."""
    schemas = {item["schema_name"] for item in items}
    checks = {schema: open_validator(shared, schema) for schema in schemas}
    return [
        f"{item['base_path']}: {error.message}"
        for item in items
        for error in checks[item["schema_name"]].iter_errors(item)
    ]


def read_examples(shared: Path) -> list[dict[str, Any]]:
    """Return the published examples."""
    return [json.loads(path.read_bytes()) for path in sorted((shared / "govuk" / "examples").glob("*.json"))]


def test_every_item_is_as_the_published_schemas_describe_it(
    shared: Path,
) -> None:
    """What is served at every path follows its schema; only the type that no schema names is not known to it."""
    made = make_collection()
    with fake_govuk(made) as fake, httpx.Client(base_url=fake.address) as client:
        served = [client.get(f"/api/content{path}").json() for path in made.items]
    (fault,) = find_faults(shared, served)
    assert f"'{UNKNOWN_TYPE}' is not one of" in fault
    assert {item["schema_name"] for item in served} == {
        path.name.partition("__")[0] for path in (shared / "govuk" / "schemas").glob("*.json")
    }


def test_items_follow_the_schemas_after_every_change(shared: Path) -> None:
    """Items stay as their schemas describe them while they are changed in every way."""
    made = make_collection(40)
    with_files = [path for path, item in made.items.items() if item["details"].get("attachments")][:6]
    for path in with_files[:3]:
        made.edit_body(path, "<p>Other words.</p>")
        for place in made.assets_of(path):
            made.replace_attachment(path, made.assets[place].file.name, b"other bytes")
    made.withdraw(with_files[3], "It is out of date.")
    made.unpublish(with_files[4], alternative="/government/publications", explanation="A mistake.")
    made.unpublish(with_files[0])
    made.move(with_files[5], f"{PLACE}/another-name")
    faults = find_faults(shared, [made.present(path) for path in made.items])
    assert [fault for fault in faults if UNKNOWN_TYPE not in fault] == []


def test_the_published_examples_are_served(shared: Path) -> None:
    """The examples of the specification are answered as they are, whatever they leave out, and can be searched."""
    examples = read_examples(shared)
    held = Collection("example", items={example["base_path"]: example for example in examples})
    with fake_govuk(held) as fake, httpx.Client(base_url=fake.address) as client:
        for example in examples:
            found = client.get(f"/api/content{example['base_path']}").json()
            expected = json.loads(json.dumps(example).replace(ASSETS, fake.assets).replace(SITE, fake.address))
            assert {**found, "links": {}} == {**expected, "links": {}}
            assert found["links"].keys() >= expected["links"].keys()
            assert client.get(example["base_path"]).status_code in {200, 301, 410}
        listed = client.get("/api/search.json?count=100").json()
    unlisted = {"gone", "redirect", "html_publication"}
    assert {one["link"] for one in listed["results"]} == {
        example["base_path"] for example in examples if example["schema_name"] not in unlisted
    }
