from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from vectorstore.recent import Recent


@given(st.lists(st.lists(st.integers(0, 9), max_size=6), max_size=20), st.integers(0, 5))
def test_every_key_has_its_value_and_few_are_held(asked: list[list[int]], most: int) -> None:
    """Whatever was asked before, each key gets its own value, in order, and no more than the limit stay."""
    recent: Recent[int, str] = Recent(most)
    for keys in asked:
        found = recent.find(keys, read=lambda missing: {key: str(key) for key in missing})
        assert list(found.items()) == [(key, str(key)) for key in dict.fromkeys(keys)]
        assert len(recent) <= most


def test_what_is_held_is_not_read_again() -> None:
    """A value is read once while it is among those used last, and all that are missing are read together."""
    read: list[list[int]] = []
    recent: Recent[int, int] = Recent(2)

    def look(missing: list[int]) -> dict[int, int]:
        read.append(missing)
        return {key: key for key in missing}

    for keys in ([1, 2], [2], [3], [2], [1]):
        recent.find(keys, read=look)
    assert read == [[1, 2], [3], [1]]


def test_a_key_without_a_value_is_left_out() -> None:
    """What ``read`` does not give is not there, and is asked for again."""
    asked: list[int] = []
    recent: Recent[int, int] = Recent(4)

    def look(missing: list[int]) -> dict[int, int]:
        asked.extend(missing)
        return {key: key for key in missing if key % 2}

    assert recent.find([1, 2, 3], read=look) == {1: 1, 3: 3}
    assert recent.find([2, 1], read=look) == {1: 1}
    assert asked == [1, 2, 3, 2]


def test_many_threads_may_ask() -> None:
    """Threads that ask for the same at the same time all get it."""
    recent: Recent[int, int] = Recent(3)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: recent.find([n % 5], read=lambda m: {key: key for key in m}), range(400)))
    assert found == [{n % 5: n % 5} for n in range(400)]
