from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx

from assistant.api.problems import MEDIA_TYPE

CASES = 25
SEED = 20261121
"""The same cases each run, so that what breaks is a change and not the luck of the draw."""
REFUSALS = """
[checks]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 406, 413, 422]
positive_data_acceptance.expected-statuses = ["2xx", 403, 404, 413]
"""
"""A request too long is refused with 413 before it is read, whatever else may be wrong with it; only staff may
ask for what is not public (403)."""


def test_every_route_is_described_with_an_example(client: httpx.Client) -> None:
    """The schema names every public route, its problems, and an example of the request that has a body."""
    schema = client.get("/openapi.json").json()
    assert set(schema["paths"]) == {
        "/v1/answers",
        "/v1/answers/{answer_id}",
        "/v1/answers/{answer_id}/sources",
        "/v1/search",
        "/v1/publications",
        "/v1/publications/{publication_id}",
        "/v1/publications/{publication_id}/text",
        "/v1/recommendations",
        "/v1/recommendations.csv",
        "/v1/recommendations.xlsx",
        "/v1/recommendations.docx",
        "/v1/recommendations/assurance.xlsx",
        "/v1/recommendations/assurance.docx",
        "/v1/recommendations/{recommendation_id}",
        "/v1/recurring-recommendations",
        "/v1/briefing.docx",
        "/v1/timeline",
        "/v1/timeline/figures",
        "/v1/timeline/chart.svg",
        "/v1/digest",
        "/health/live",
        "/health/ready",
    }
    assert schema["components"]["schemas"]["AnswerRequest"]["examples"]
    assert MEDIA_TYPE in schema["paths"]["/v1/answers"]["post"]["responses"]["400"]["content"]


def test_the_schema_says_how_many_words_may_be_asked_for(client: httpx.Client) -> None:
    """Programs that read the schema learn the bounds before they run into them."""
    words = client.get("/openapi.json").json()["components"]["schemas"]["AnswerRequest"]["properties"]["words"]
    assert (words["minimum"], words["maximum"]) == (20, 600)


def test_the_service_does_what_its_schema_says(client: httpx.Client, tmp_path: Path) -> None:
    """Whatever is sent to any route, no answer contradicts the schema and none is a server's error."""
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{client.base_url}/openapi.json"]
    options = ["--checks", "all", "--max-examples", str(CASES), "--seed", str(SEED), "--no-color"]
    (tmp_path / "schemathesis.toml").write_text(REFUSALS, encoding="utf-8")
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-4000:]
