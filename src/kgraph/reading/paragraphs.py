"""Sentences that layout broke in two: column breaks, page breaks, a pull quote or picture between.

Two halves are joined only on evidence, for a join that is wrong makes a sentence nobody wrote. The
evidence: the first half has no end (an open quotation mark, a comma, a word that cannot stand last,
a scrap of a clause), and the second is no beginning.
"""

from __future__ import annotations

import re

from kgraph.reading.blocks import Block

__all__ = ["mend"]

_STOPS = "。！？!?…；;：:.～~—"
_CLOSERS = "”’」』）)】》〉]\"'"
_STOPS_WITHIN = "，。、；：！？"
_COMMAS = "，、,（(‘「『《〈“"
_MARKS = _CLOSERS + "“‘「『 \u3000\xa0"
# Words that neither a heading nor a clause ends with: prepositions and conjunctions.
_DANGLING = re.compile(
    r"(?:[和与與及跟将將把被向对對从從由於于并並或]|以及|为了|為了|关于|關於|通过|通過|根据|根據|按照|在)$"
)
# Reported speech with its comma: sentences have it, headings put a colon.
_SPEECH = re.compile(
    r"(?:说|說|称|稱|表示|指出|强调|強調|认为|認為|介绍|介紹|透露|宣布|报道|報道|報導|获悉|獲悉)[，,]"
)
_SCRAP = re.compile(r"[，、；。：,][^，、；。：,]{1,2}$")
_FULL_STOP = "。"
_COMMA = re.compile(r"[，,]")
_NO_BEGINNING = re.compile(r"[，。、；：！？,;:!?”’」』）)》〉…]")
_BEGINNING = re.compile(
    r"[●■◆▲△★※•·◎○□]|\d{4}年?\s?[－—–-]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]"
    r"|第[一二三四五六七八九十\d]{1,3}[，、 条條章节節]"
    r"|[（(【\[]|[新中本][华華新报報台刊]社?[^，。]{0,20}(?:电|電|讯|訊)|记者|記者|图为|圖為"
)
_LISTED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|\d{4}年?\s?[－—–-]")
_SENTENCE = re.compile(r"[。！？]")
_WORD = re.compile(r"[A-Za-z0-9]")
_OPEN = {"“": "”", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")"}
_CLOSE = {closer: opener for opener, closer in _OPEN.items()}

# Shorter lines with one comma and no full stop may be headings.
_HEADING_LENGTH = 28
# Only so much of a paragraph's end or beginning is looked at: no sentence is longer.
_REACH = 600
_BETWEEN = 3
# A sentence broken more often than this is a list or a poem.
_MOST_PIECES = 12


def mend(blocks: list[Block], loose: bool) -> list[Block]:
    """Join paragraphs that are two halves of one sentence.

    Parameters
    ----------
    blocks : list of Block
    loose : bool
        Whether breaks are only layout (plain text): then a long paragraph without a stop at its end
        is reason enough. Paragraphs of HTML need more.

    Returns
    -------
    list of Block
        What stood between two halves follows them.

    Notes
    -----
    A complete paragraph between two halves (a pull quote, a lede) is passed over only if the halves
    show that they belong together: the first opens a quotation mark that the second closes, or the
    second begins with a mark that nothing begins with.

    Examples
    --------
    >>> lines = ["部长说：“这次对话是朝着正确方向迈出的", "对话于29日举行。", "一步。”他随后离开。"]
    >>> [block.text for block in mend(list(map(Block, lines)), loose=True)]
    ['部长说：“这次对话是朝着正确方向迈出的一步。”他随后离开。', '对话于29日举行。']
    """
    out: list[Block] = []
    pieces: list[int] = []
    for index, block in enumerate(blocks):
        between = _stands_between(out, block, blocks[index + 1 : index + 1 + _BETWEEN])
        half = _half(out, block, loose) if block.kind == "paragraph" and not between else None
        if half is None or pieces[half] == _MOST_PIECES:
            out.append(block)
            pieces.append(1)
        else:
            first = out[half]
            out[half] = Block(
                first.text + _gap(first.text, block.text) + block.text, "paragraph", first.indented
            )
            pieces[half] += 1
    return out


def _gap(before: str, after: str) -> str:
    return " " if _WORD.match(before[-1]) and _WORD.match(after) else ""


def _stands_between(out: list[Block], block: Block, later: list[Block]) -> bool:
    """Whether a complete paragraph only parts a quotation that a later one closes."""
    if not out or out[-1].text[-1] in _STOPS or not _complete(block.text):
        return False
    opened = _open_marks(out[-1].text[-_REACH:])
    return bool(opened) and any(_first_unopened(part.text[:_REACH]) == _OPEN[opened[-1]] for part in later)


def _complete(text: str) -> bool:
    return text.rstrip(_MARKS)[-1:] in _STOPS and not _first_unopened(text[:_REACH])


def _half(out: list[Block], block: Block, loose: bool) -> int | None:
    """The index of the paragraph that `block` continues."""
    complete = 0
    for back in range(1, min(len(out), _BETWEEN + 1) + 1):
        before = out[-back]
        if before.kind == "paragraph" and (_unended(before.text, loose) or _runs_on(before.text, block.text)):
            certain = _belong(before.text, block.text)
            if back == 1 and (certain or _continues(block, loose)):
                return len(out) - back
            # Across captions alone, a half that cannot be a heading finds its other half.
            if back > 1 and (certain or (not complete and _cut(before.text) and _continues(block, loose))):
                return len(out) - back
            return None
        if before.kind not in {"caption", "heading"}:
            complete += 1
        elif before.kind == "heading":
            complete = max(complete, 1)
        if complete > 1:
            return None
    return None


def _runs_on(first: str, second: str) -> bool:
    """Whether a paragraph begins with a comma or stop that the one before it lacks."""
    return second[0] in _STOPS_WITHIN and first[-1] not in _STOPS and first[-1] not in _CLOSERS


def _unended(text: str, loose: bool) -> bool:
    """Whether a paragraph is the first half of something."""
    # Also where an opening mark was typed for a closing one: “……！“
    last = text.rstrip(_MARKS)[-1:]
    if not last or last in _STOPS:
        return False
    if _cut(text):
        return True
    # A closing bracket or quotation mark ends captions, headings and sources as well as clauses.
    if text[-1] in _CLOSERS or not loose or _LISTED.match(text):
        return False
    end = text[-_REACH:]
    commas = len(_COMMA.findall(end))
    if _FULL_STOP in end or commas > 1:
        return True
    return commas == 1 and (len(text) > _HEADING_LENGTH or _SPEECH.search(end) is not None)


def _cut(text: str) -> bool:
    """Whether a paragraph ends where neither a sentence nor a heading can."""
    end = text[-_REACH:]
    if end[-1] in _COMMAS:
        return True
    if _open_marks(end):
        return True
    return bool(_COMMA.search(end) and (_SCRAP.search(end) or _DANGLING.search(end)))


def _continues(block: Block, loose: bool) -> bool:
    """Whether a paragraph may be a second half."""
    text = block.text
    if _NO_BEGINNING.match(text):
        return True
    if _BEGINNING.match(text) or (loose and block.indented):
        return False
    # A heading or a name is no second half: somewhere in it a sentence must end, or go on again.
    return bool(_SENTENCE.search(text[:_REACH])) or _unended(text, loose)


def _belong(first: str, second: str) -> bool:
    """Whether quotation marks or punctuation prove that two halves are one sentence."""
    opened = _open_marks(first[-_REACH:])
    closed = _first_unopened(second[:_REACH])
    if opened and closed:
        return _OPEN[opened[-1]] == closed
    return _NO_BEGINNING.match(second) is not None


def _open_marks(text: str) -> list[str]:
    """The opening marks that are not closed, outermost first."""
    opened: list[str] = []
    for char in text:
        if char in _OPEN:
            # The same mark again inside is one typed for its counterpart: “……“
            if opened[-1:] == [char] and char in "“「":
                opened.pop()
            else:
                opened.append(char)
        elif char in _CLOSE and _CLOSE[char] in opened:
            while opened.pop() != _CLOSE[char]:
                pass
    return opened


def _first_unopened(text: str) -> str | None:
    """The first closing mark without an opening one."""
    opened: list[str] = []
    for char in text:
        if char in _OPEN:
            opened.append(char)
        elif char in _CLOSE:
            if _CLOSE[char] not in opened:
                return char
            while opened.pop() != _CLOSE[char]:
                pass
    return None
