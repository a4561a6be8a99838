import pytest

from kgraph.views.dates import bounds, day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-10-26", "2023-10-26", "2023-10-26"),
        ("2023-02-30", None, None),
        ("2023-13", None, None),
        ("0000", None, None),
        ("２０２３", None, None),
        ("next week", None, None),
        ("", None, None),
        (None, None, None),
        (2023, None, None),
    ],
)
def test_day(text: object, first: str | None, last: str | None) -> None:
    assert (day(text), day(text, last=True)) == (first, last)


def test_bounds_of_half_an_interval() -> None:
    assert bounds(None, "2023-10") == ("2023-10-01", "2023-10-31")
    assert bounds(None, None) == (None, None)
