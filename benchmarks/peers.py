"""Tag texts with one of the tools that ner.py and throughput.py compare; runs in the tool's own environment.

    python benchmarks/peers.py TOOL < texts.jsonl

Reads one JSON string a line. Prints one JSON object: the spans of each text (start, end, PER, LOC or
ORG), the seconds of processor time that each took, peak memory in MiB. Needs nothing but the standard
library and the tool.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1] / "models" / "scripts"))

from spans import LABELS, spans_of

Span = tuple[int, int, str]
Tagger = Callable[[str], list[Span]]
WordTagger = Callable[[str], Iterable[tuple[str, str]]]

# Words that are names, by the tags of all tools; jieba has more than one for persons.
_WORD_LABELS = {
    "nr": "PER",
    "nrt": "PER",
    "nrfg": "PER",
    "ns": "LOC",
    "nt": "ORG",
    "PER": "PER",
    "LOC": "LOC",
    "ORG": "ORG",
}

# Characters that a tool may have dropped before a word.
_SLACK = 20


def align(text: str, words: Iterable[str]) -> Iterator[tuple[int, int] | None]:
    """Where the words of a tool stand in its text.

    White space counts for nothing, for some tools drop it. Of a word that a tool has changed nothing
    is known; those after it are found again.

    Parameters
    ----------
    text : str
    words : iterable of str
        In order of the text, none of them white space alone.

    Yields
    ------
    (int, int) or None
        Start and end of a word; None if it does not stand near its place.

    Examples
    --------
    >>> list(align("外长 抵京", ["外长", "抵", "京"]))
    [(0, 2), (3, 4), (4, 5)]
    """
    places = [place for place, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[place] for place in places)
    at, missed = 0, 0
    for word in words:
        core = "".join(word.split())
        start = bare.find(core, at, at + missed + len(core) + _SLACK)
        if start < 0:
            missed += len(core)
            yield None
        else:
            at, missed = start + len(core), 0
            yield places[start], places[at - 1] + 1


def spans_of_words(text: str, tagged: Iterable[tuple[str, str]]) -> Iterator[Span]:
    """The names in a text from its words, each with a BIO tag."""
    words = [(word, tag) for word, tag in tagged if word.strip()]
    places = list(align(text, [word for word, _ in words]))
    for first, last, label in spans_of([tag for _, tag in words]):
        start, end = places[first], places[last - 1]
        if start and end:
            yield start[0], end[1], label


def by_line(tag: Tagger) -> Tagger:
    """A tagger of texts from a tagger of lines; blank lines, which some tools cannot bear, are left out."""

    def tagger(text: str) -> list[Span]:
        found, at = [], 0
        for line in text.split("\n"):
            if line.strip():
                found += [(at + start, at + end, label) for start, end, label in tag(line)]
            at += len(line) + 1
        return found

    return tagger


def by_word(tag: WordTagger) -> Tagger:
    """A tagger of texts from one that gives the words of a line, each with a BIO tag."""

    def tag_line(line: str) -> list[Span]:
        return list(spans_of_words(line, tag(line)))

    return by_line(tag_line)


def named(pairs: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """BIO tags of words that are tagged as names one by one.

    Some corpora, and who learnt from them, cut a person's name in two, so a surname, that is one
    character, and the word for a person after it are one name.

    Examples
    --------
    >>> list(named([("陆", "nr"), ("海川", "nr"), ("抵", "v"), ("上海", "ns")]))
    [('陆', 'B-PER'), ('海川', 'I-PER'), ('抵', 'O'), ('上海', 'B-LOC')]
    """
    surname = False
    for word, tag in pairs:
        label = _WORD_LABELS.get(tag)
        given = surname and label == "PER"
        yield word, f"{'I' if given else 'B'}-{label}" if label else "O"
        surname = label == "PER" and len(word) == 1 and not given


def jieba() -> Tagger:
    """jieba: a dictionary, and hidden Markov models for what it lacks."""
    from jieba import posseg

    return by_word(lambda line: named((pair.word, pair.flag) for pair in posseg.cut(line)))


def snownlp() -> Tagger:
    """SnowNLP: trigrams of words and tags."""
    from snownlp import SnowNLP

    return by_word(lambda line: named(SnowNLP(line).tags))


def jiagu() -> Tagger:
    """jiagu: perceptrons, one for words and one for names."""
    import jiagu as tool

    def tag(line: str) -> Iterator[tuple[str, str]]:
        words = tool.seg(line)
        return zip(words, tool.ner(words), strict=True)

    return by_word(tag)


def lac() -> Tagger:
    """LAC: a recurrent network on PaddlePaddle."""
    import paddle

    # LAC asks for modules under the names that they had before PaddlePaddle 2.6, its oldest on PyPI.
    sys.modules.update({"paddle.fluid": paddle.base, "paddle.fluid.core": paddle.base.core})
    from LAC import LAC

    tool = LAC(mode="lac")
    return by_word(lambda line: named(zip(*tool.run(line), strict=True)))


def kgraph() -> Tagger:
    """The whole pipeline; it reads a text as a whole, for a short name may follow the long one."""
    from kgraph.language import load

    nlp = load()

    def tag(text: str) -> list[Span]:
        return [
            (ent.start_char, ent.end_char, LABELS[ent.label_])
            for ent in nlp(text).ents
            if ent.label_ in LABELS
        ]

    return tag


def kgraph_model() -> Tagger:
    """The tokenizer and the NER model of kgraph; lists of names only help the model to its features."""
    from kgraph.language import load
    from kgraph.language.model import model_path
    from kgraph.language.ner import NameModel
    from kgraph.language.tokenizer import tokenizer_of

    tokenizer, model = tokenizer_of(load()), NameModel.from_disk(model_path() / "kgraph_ner_v1")

    def tag(line: str) -> list[Span]:
        (tags,) = model.tags([tokenizer(line)], tokenizer.lexicon)
        return list(spans_of(tags))

    return by_line(tag)


def spacy() -> Tagger:
    """A pipeline of the shape of zh_core_web_sm (3.8), its weights random: for its speed only.

    That is pkuseg, here with kgraph's model of about the size of spaCy's; one tok2vec of width 96 and depth
    4 for tagger, parser and NER; as many labels as OntoNotes has.
    """
    import spacy as library

    from kgraph.language.model import model_path

    nlp = library.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "pkuseg"}}})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["LOWER", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [5000, 1000, 2500, 2500, 50, 50],
        "include_static_vectors": False,
    }
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 96,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    }
    tok2vec = {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}
    transitions = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
    }
    parser = transitions | {"state_type": "parser", "extra_state_tokens": False, "tok2vec": listener}
    # The published NER has a tok2vec of its own.
    ner = transitions | {"state_type": "ner", "extra_state_tokens": False, "tok2vec": tok2vec}
    tagger = {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": listener}
    nlp.add_pipe("tok2vec", config={"model": tok2vec})
    for name, model, labels in (("tagger", tagger, 36), ("parser", parser, 45), ("ner", ner, 18)):
        pipe: Any = nlp.add_pipe(name, config={"model": model})
        for number in range(labels):
            pipe.add_label(f"{name}{number}")
    nlp.config["initialize"]["tokenizer"] = {"pkuseg_model": str(model_path() / "tokenizer")}
    nlp.initialize()
    kinds = sorted(set(LABELS.values()))

    def tag(text: str) -> list[Span]:
        # Its labels mean nothing.
        return [(ent.start_char, ent.end_char, kinds[ent.label % len(kinds)]) for ent in nlp(text).ents]

    return tag


def harvesttext() -> Tagger:
    """HarvestText: names of a list that is given to it, here those of kgraph's gazetteers."""
    import logging

    import harvesttext as tool

    logging.disable(logging.INFO)
    data = Path(__file__).resolve().parents[1] / "src" / "kgraph" / "data" / "zh"
    mentions, types = {}, {}
    for name in ("countries", "places", "institutions", "officials", "events"):
        for line in (data / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            mentions[row["id"]] = {row["name"], *row.get("aliases", ())}
            types[row["id"]] = LABELS.get(row["label"], "ORG")
    library = tool.HarvestText()
    library.add_entities(mentions, types)
    library.prepare()

    def tag(line: str) -> list[Span]:
        found = library.entity_linking(line)
        return [(start, end, label.strip("#")) for (start, end), (_, label) in found]

    return by_line(tag)


TOOLS: dict[str, Callable[[], Tagger]] = {
    "kgraph": kgraph,
    "kgraph, model alone": kgraph_model,
    "spaCy, shape of zh_core_web_sm": spacy,
    "HarvestText": harvesttext,
    "LAC": lac,
    "jiagu": jiagu,
    "jieba": jieba,
    "snownlp": snownlp,
}


def peak_mib() -> float:
    """Peak resident memory of this process in MiB."""
    status = Path("/proc/self/status")
    if status.exists():
        # Linux hands the resource usage of a process down to those it starts; this figure is our own.
        [peak] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


def main() -> None:
    # Tools print what they like, so the answer has a way of its own.
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [json.loads(line) for line in sys.stdin]
    tagger = TOOLS[sys.argv[1]]()
    # Some load their models when they are first used.
    tagger("外长在首都会见记者。")
    spans, seconds = [], []
    for text in texts:
        start = time.process_time()
        spans.append(tagger(text))
        seconds.append(time.process_time() - start)
    with answer:
        json.dump({"spans": spans, "seconds": seconds, "peak_mib": peak_mib()}, answer)


if __name__ == "__main__":
    main()
