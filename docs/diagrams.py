"""Draw the worked sentences of docs/relations.md from what ``kgraph.language.explain`` tells of them.

    python docs/diagrams.py

writes docs/images/relation-*.svg. The same text gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

from rich.cells import cell_len

import kgraph.language
from kgraph.language.explained import Explanation, TextFrame, TextVerb

IMAGES = Path(__file__).resolve().parent / "images"
PUBLISHED = "2024-10-26"
SENTENCES = {
    "relation-inheritance": (
        "应印度总理莫迪邀请，西班牙首相桑切斯将于10月27日至29日访问印度，并同莫迪举行会谈。"
    ),
    "relation-quotation": "毛宁表示：“中方要求美方停止制裁古巴。”",
    "relation-relative": "李强26日在北京会见来华访问的蒙古国总理奥云额尔登，没有参加会见的王毅当天抵达河内。",
}
SIZE, PAD, GAP, MARGIN = 17, 8, 7, 16
ROW, STEP = 66, 30
COLOURS = {"names": "#d7e8fb", "verb": "#fde3b8", "office": "#e9eef5"}
SUBJECT, OBJECT, CUE = "#1b6ec2", "#2c7a3f", "#b02a4c"
# Kinds of words that no relation hangs on are drawn without a box.
BARE = {"mark", "open", "close", "light", "text", "noun", "and", "of"}

Box = tuple[int, int, int, int]  # from, to, left, width


def boxes(told: Explanation) -> Iterator[tuple[Box, str, str]]:
    """Each word with where it is drawn, what it reads and as what it is read."""
    left = MARGIN
    words = [word for sentence in told.sentences for clause in sentence.clauses for word in clause.words]
    dates = [(date.start, date.end) for date in told.dates]
    ends: list[int] = []
    for word in words:
        date = next((one for one in dates if one[0] <= word.start < one[1]), None)
        start, end = date or (word.start, word.end)
        if end in ends:
            continue
        if ends and told.text[ends[-1] : start].strip():
            left += 3 * GAP  # a mark between two clauses
        ends.append(end)
        text, kind = told.text[start:end], "date" if date else word.kind
        width = max(cell_len(text) * SIZE // 2, len(kind) * 6) + 2 * PAD
        yield (start, end, left, width), text, kind
        left += width + GAP


def centre(drawn: Sequence[Box], start: int) -> int:
    """The middle of the word that stands at a place of the text."""
    return next(left + width // 2 for first, end, left, width in drawn if first <= start < end)


def arcs(told: Explanation) -> Iterator[tuple[TextVerb, TextFrame]]:
    """Triggers with the frames that fired on them, in order of the text."""
    for sentence in told.sentences:
        for verb in sentence.verbs:
            for frame in verb.frames:
                if frame.fired:
                    yield verb, frame


def label(told: Explanation, frame: TextFrame) -> str:
    """What a frame gave, in one line."""
    one = frame.relations[0]
    said = f", says {told.names[one.speaker]}" if one.speaker else ""
    when = f", {one.date_from}" if one.date_from else ""
    when += f"/{one.date_to}" if one.date_to not in {None, one.date_from} else ""
    return f"{told.names[one.subject]} {one.relation} {told.names[one.object]}  {one.status}{when}{said}"


def svg(told: Explanation) -> str:
    """A picture of a sentence: words, what they are read as, and a line from each trigger to its sides."""
    placed = list(boxes(told))
    drawn = [box for box, _, _ in placed]
    found = list(arcs(told))
    top = MARGIN + STEP * len(found) + 14
    width = drawn[-1][2] + drawn[-1][3] + MARGIN
    height = top + ROW + 8 + 24 * len(found) + MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for (_, _, left, wide), text, kind in placed:
        if kind not in BARE:
            fill = COLOURS.get(kind, "#f2f2f2")
            lines.append(f'<rect x="{left}" y="{top}" width="{wide}" height="30" rx="4" fill="{fill}"/>')
        middle = left + wide // 2
        lines.append(
            f'<text x="{middle}" y="{top + 21}" font-size="{SIZE}" text-anchor="middle">{escape(text)}</text>'
        )
        lines.append(
            f'<text x="{middle}" y="{top + 45}" font-size="10" fill="#767676" text-anchor="middle">'
            f"{kind}</text>"
        )
    for (_, end, left, wide), (start, _, behind, _) in pairwise(drawn):
        if told.text[end:start].strip():
            middle = (left + wide + behind) // 2
            lines.append(f'<text x="{middle}" y="{top + 21}" font-size="{SIZE}" text-anchor="middle">')
            lines[-1] += f"{escape(told.text[end:start].strip()[0])}</text>"
    for number, (verb, frame) in enumerate(found):
        lines += _arc(told, drawn, verb, frame, MARGIN + STEP * (len(found) - 1 - number) + 10, top)
        text = f"{verb.text}: {label(told, frame)}"
        lines.append(
            f'<text x="{MARGIN}" y="{top + ROW + 20 + 24 * number}" font-size="14">{escape(text)}</text>'
        )
    return "\n".join([*lines, "</svg>", ""])


def _arc(
    told: Explanation, drawn: Sequence[Box], verb: TextVerb, frame: TextFrame, height: int, top: int
) -> Iterator[str]:
    middle = centre(drawn, verb.start)
    for side, colour in ((frame.subject, SUBJECT), (frame.object, OBJECT)):
        if side is not None:
            # Who is only known from what was told before is drawn at the last place that names him.
            known = [one for one in side.starts if one >= 0] or [_last_named(told, side.names[0], verb.start)]
            for start in known:
                yield _line(middle, centre(drawn, start), height, top, colour, side.role)
    if frame.cue:
        at = told.text.rindex(frame.cue, 0, verb.start)
        left, width = next((one[2], one[3]) for one in drawn if one[0] <= at < one[1])
        yield (
            f'<rect x="{left}" y="{top}" width="{width}" height="30" rx="4" fill="none" stroke="{CUE}"/>'
            f'<text x="{left + width // 2}" y="{top + 57}" font-size="10" fill="{CUE}" '
            f'text-anchor="middle">{frame.status}</text>'
        )


def _last_named(told: Explanation, name: str, before: int) -> int:
    named = [one.start for one in told.mentions if told.names[one.entity] == name]
    return max((start for start in named if start < before), default=named[0])


def _line(start: int, end: int, height: int, top: int, colour: str, text: str) -> str:
    bend = 10 if end > start else -10
    path = f"M{start} {top} L{start} {height + 8} Q{start} {height} {start + bend} {height} "
    path += f"L{end - bend} {height} Q{end} {height} {end} {height + 8} L{end} {top - 3}"
    arrow = f"M{end - 4} {top - 9} L{end} {top - 2} L{end + 4} {top - 9}"
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.3"/>'
        f'<path d="{arrow}" fill="none" stroke="{colour}" stroke-width="1.3"/>'
        f'<text x="{(start + end) // 2}" y="{height - 3}" font-size="10" fill="{colour}" '
        f'text-anchor="middle">{text}</text>'
    )


def pictures() -> Iterator[tuple[Path, str]]:
    """Each picture's file and content."""
    nlp = kgraph.language.load()
    for name, text in SENTENCES.items():
        yield (
            IMAGES / f"{name}.svg",
            svg(kgraph.language.explain(text, published=PUBLISHED, nlp=nlp)),
        )


if __name__ == "__main__":
    for path, content in pictures():
        path.write_text(content, encoding="utf-8")
