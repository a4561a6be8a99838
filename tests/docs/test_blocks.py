"""How blocks of a page are found."""

from __future__ import annotations

import pytest

from tests.docs.blocks import Block, blocks_of

PAGE = """# A page

    kgraph stats out

    kgraph find out 王毅

<!-- not run: it is a picture -->

    a ── b

text

```python
print(1)
```

<!-- file: names.jsonl -->
```json
{"id": "a"}
```

- a list whose line
    goes on is no block
"""


def test_fenced_and_indented_blocks_with_their_notes() -> None:
    assert list(blocks_of(PAGE)) == [
        Block(3, "sh", "kgraph stats out\n\nkgraph find out 王毅"),
        Block(9, "sh", "a ── b", "not run", "it is a picture"),
        Block(13, "python", "print(1)"),
        Block(18, "json", '{"id": "a"}', "file", "names.jsonl"),
    ]


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("```python\nprint(1)\n", "line 1: this fence is not closed"),
        ("<!-- not run: x -->\n\ntext\n", "line 3: the comment above says 'not run' of no block"),
        ("<!-- file: a -->\n<!-- file: b -->\n", "line 2: the comment above"),
        ("<!-- file: a -->\n", "the last comment says 'file' of no block"),
        ("<!-- skipped: a -->\n", "line 1: 'skipped' is no note; known are not run"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(page: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        list(blocks_of(page))
