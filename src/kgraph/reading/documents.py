"""A draft becomes a document: title, paragraphs, date, source, id; or it is rejected, with why."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from kgraph.reading.blocks import Block, Draft, clean, tidy
from kgraph.reading.boilerplate import Boilerplate, boilerplate
from kgraph.reading.dates import date_in_name
from kgraph.reading.metadata import certain_date, first_day, guessed_date, is_rule, source_span, url_of
from kgraph.reading.options import ReadOptions
from kgraph.reading.paragraphs import mend
from kgraph.reading.sources import Source
from kgraph.records import Document, Rejected
from kgraph.script import detect, fold

__all__ = ["assemble", "too_long"]

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LEAST_HAN = 10
_ENOUGH_HAN = re.compile(rf"(?:[^{_HAN.pattern[1:-1]}]*{_HAN.pattern}){{{_LEAST_HAN}}}")
_KANA = re.compile(r"[\u3041-\u30ff]")
_NOT_COUNTED = re.compile(r"[\W_]+")
# What conversion with the wrong encoding leaves behind, when the file was written by the converter.
_DAMAGE = re.compile("\ufffd|锟斤拷|烫烫烫|屯屯屯")
_SENTENCE = re.compile(r"[。！？；]")
_STOPS = "。！？!?…；;，,、：:"

_LEAST_KANA, _MOST_KANA = 5, 0.2
_MOST_DAMAGE = 0.01
_TITLE_LENGTH = 60
_HEAD = 8
_KEY_LENGTH = 80


@dataclass(slots=True)
class _Body:
    """The blocks that stay, each with its folded text, and what the others told."""

    blocks: list[Block] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    date: str | None = None
    last_date: str | None = None
    url: str | None = None


def assemble(draft: Draft, source: Source, options: ReadOptions) -> Document | Rejected:
    """Put a document together.

    Parameters
    ----------
    draft : Draft
    source : Source
        The file it comes from.
    options : ReadOptions

    Returns
    -------
    Document or Rejected

    Examples
    --------
    >>> lines = ["[视频]两国外长举行会谈", "2023-10-28", "双方就共同关心的问题交换了意见。"]
    >>> document = assemble(Draft(list(map(Block, lines))), Source("a.txt", "/a.txt"), ReadOptions())
    >>> document.text, document.published, document.name
    ('两国外长举行会谈\\n双方就共同关心的问题交换了意见。', '2023-10-28', 'a')
    """
    rules = boilerplate(options.boilerplate)
    body = _sift(_washed(draft), rules)
    title, folded_title = _title(draft, body, rules)
    blocks = mend(body.blocks, draft.loose)
    lines = [title, *(block.text for block in blocks)] if title else [block.text for block in blocks]
    text = "\n".join(lines)
    reason = _unfit(text, options.max_characters, bool(blocks))
    if reason:
        return Rejected(source.path, reason, draft.line, source.key)
    # Joined paragraphs are folded anew, for the fold looks at neighbouring characters.
    changed = len(blocks) != len(body.blocks)
    told = [folded_title, *body.folded] if folded_title else body.folded
    folded = fold(text) if changed or len(told) != len(lines) else "\n".join(told)
    counted = _NOT_COUNTED.sub("", folded)
    published, basis = _published(draft, body, folded.split("\n"), source, options)
    return Document(
        id=hashlib.sha256(counted.encode()).hexdigest()[:16],
        name=_name(draft, source),
        text=text,
        title=title,
        published=published,
        published_basis=basis,
        source=draft.source or _source(lines, folded.split("\n")),
        url=draft.url or body.url,
        # Where the fold changes nothing there is no traditional character: that saves most detections.
        script="simplified" if _NOT_COUNTED.sub("", text) == counted else detect(text),
        path=source.path,
        line=draft.line,
        input=source.key,
    )


def _washed(draft: Draft) -> list[Block]:
    """The blocks, without what entities of HTML brought in after the text was cleaned."""
    joined = "\n".join(block.text for block in draft.blocks)
    if clean(joined) == joined:
        return [block for block in draft.blocks if block.text]
    washed = (Block(tidy(clean(block.text)), block.kind, block.indented) for block in draft.blocks)
    return [block for block in washed if block.text]


def _sift(blocks: list[Block], rules: Boilerplate) -> _Body:
    """Leave out boilerplate and lines of metadata."""
    body = _Body()
    if not blocks:
        return body
    folded = fold("\n".join(block.text for block in blocks)).split("\n")
    begun = False
    for index, (block, line) in enumerate(zip(blocks, folded, strict=True)):
        if is_rule(line):
            continue
        url = url_of(line)
        if url:
            body.url = body.url or block.text[line.index(url) :][: len(url)]
            continue
        date = first_day(line)
        # In a chronicle dates are headings: only at the head and the foot are they the article's.
        if date and ((not begun and index < _HEAD) or index >= len(blocks) - 2):
            body.date = body.date or (None if begun else date)
            body.last_date = date
            continue
        if rules.drops(line):
            continue
        kept = line[: rules.end(line)].rstrip()
        if not kept:
            continue
        apart = block.kind in {"paragraph", "heading"} and rules.sets_apart(kept)
        begun = begun or _SENTENCE.search(kept) is not None
        body.blocks.append(Block(block.text[: len(kept)], "caption" if apart else block.kind, block.indented))
        body.folded.append(kept)
    return body


def _title(draft: Draft, body: _Body, rules: Boilerplate) -> tuple[str | None, str]:
    """The title and its folded form; it is taken out of the body."""
    title = tidy(clean(draft.title)) if draft.title else ""
    at = None if title else _heading(body.blocks)
    if at is not None:
        title = body.blocks[at].text
    if not title:
        return None, ""
    folded = fold(title)
    start = rules.start(folded)
    title, folded = title[start:].strip(), folded[start:].strip()
    if not title:
        if at is not None:
            del body.blocks[at], body.folded[at]
        return None, ""
    wanted = _NOT_COUNTED.sub("", folded)
    for index in range(min(3, len(body.blocks))):
        line = body.folded[index]
        if index == at or _NOT_COUNTED.sub("", line[rules.start(line) :]) == wanted:
            del body.blocks[index], body.folded[index]
            break
    return title, folded


def _heading(blocks: list[Block]) -> int | None:
    """The index of the block that is the title: a first-rank heading, or a short first line."""
    for index, block in enumerate(blocks[:4]):
        if block.kind == "title":
            return index
        if _SENTENCE.search(block.text):
            break
    if not blocks or len(blocks) < 2:
        return None
    first = blocks[0]
    short = len(first.text) <= _TITLE_LENGTH and not _SENTENCE.search(first.text[:-1])
    if first.kind == "heading":
        return 0
    asks = first.text[-1] in "？！?!" and len(first.text) * 2 < len(blocks[1].text)
    return 0 if first.kind == "paragraph" and short and (first.text[-1] not in _STOPS or asks) else None


def _unfit(text: str, limit: int, body: bool) -> str | None:
    """Why a text is no document."""
    if len(text) > limit:
        return too_long(len(text), limit)
    kana = len(_KANA.findall(text)) if _KANA.search(text) else 0
    if kana >= _LEAST_KANA and kana > _MOST_KANA * len(_HAN.findall(text)):
        return "holds Japanese, not Chinese; kgraph reads Chinese only"
    if not _ENOUGH_HAN.match(text):
        count = len(_HAN.findall(text))
        if count and not body:
            return f"holds a title only ({text[:40]!r}), and that is short; give its text too"
        return f"holds no Chinese text ({count} Chinese characters, {_LEAST_HAN} expected); check what it is"
    if _DAMAGE.search(text) and len(_DAMAGE.findall(text)) > _MOST_DAMAGE * len(text):
        return (
            "was damaged by a conversion before (its characters are lost); fetch it again from where it came"
        )
    return None


def too_long(length: int, limit: int) -> str:
    """The reason for a document over the limit."""
    return (
        f"is one document of {length:,} characters, more than the limit of {limit:,}; split it into "
        "articles, one a file or one a line of JSONL, or raise the limit (--max-characters)"
    )


def _published(
    draft: Draft, body: _Body, folded: list[str], source: Source, options: ReadOptions
) -> tuple[str | None, str | None]:
    """Date of publication and its basis; what the user says counts for more than a guess."""
    if draft.published:
        return draft.published, "metadata"
    certain = body.date or certain_date(folded, source.stem) or body.last_date
    if certain:
        return certain, "text"
    named = date_in_name(source.stem)
    if named:
        return named, "name"
    if options.published:
        return options.published, "option"
    guessed = guessed_date(folded)
    return (guessed, "text") if guessed else (None, None)


def _source(lines: list[str], folded: list[str]) -> str | None:
    span = source_span(folded)
    if span is None:
        return None
    index, start, end = span
    return lines[index][start:end]


def _name(draft: Draft, source: Source) -> str:
    """The stem, or in a file of many the item's own id, where it is short and no address."""
    if draft.line is None:
        return source.stem
    key = tidy(clean(draft.key)) if draft.key else ""
    if key and len(key) <= _KEY_LENGTH and "://" not in key:
        return key
    return f"{source.stem}:{draft.line}"
