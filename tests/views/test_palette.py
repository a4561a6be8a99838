"""Colours keep apart for every eye: distances after simulating the three kinds of colour blindness."""

import re
from pathlib import Path

import numpy as np
import pytest

from kgraph.ontology import labels, relations
from kgraph.views import palette
from kgraph.views.palette import COMMUNITIES, EDGES, LABELS, OTHER_EDGE

# Machado, Oliveira and Fernandes 2009, severity 1.
EYES = {
    "usual": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
GROUNDS = ["#ffffff", "#12171e"]


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    matrix = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = np.array(matrix) @ np.clip(light, 0, 1) / [0.9505, 1, 1.089]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(np.dot([0.2126, 0.7152, 0.0722], linear(colour))) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("looks", [LABELS, {**EDGES, "structure": OTHER_EDGE}], ids=["labels", "edges"])
def test_colours_keep_apart(looks: dict[str, tuple[str, str, str]], eye: str, place: int) -> None:
    seen = [lab(np.array(EYES[eye]) @ linear(look[place])) for look in looks.values()]
    assert min(np.linalg.norm(a - b) for number, a in enumerate(seen) for b in seen[:number]) > 12


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_communities_keep_apart(place: int) -> None:
    seen = [lab(linear(look[place])) for look in COMMUNITIES]
    assert min(np.linalg.norm(a - b) for number, a in enumerate(seen) for b in seen[:number]) > 20


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_colours_stand_out_from_the_ground(place: int) -> None:
    for look in [*LABELS.values(), *EDGES.values(), *COMMUNITIES, OTHER_EDGE]:
        assert contrast(look[place], GROUNDS[place]) >= 3


def test_every_label_and_quad_class_of_the_ontology_has_a_look() -> None:
    assert set(labels()) == set(LABELS)
    assert {row.quad for row in relations().values()} - {None} == set(EDGES)
    assert len({look.shape for look in LABELS.values()}) == len(LABELS)


def test_text_can_be_read() -> None:
    style = (Path(palette.__file__).parent / "templates" / "frame.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root[^{]*\{([^}]*)\}", style)
    for block in (light, dark):
        shades = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        for ink in ("ink", "faint", "accent"):
            for ground in ("ground", "surface"):
                assert contrast(shades[ink], shades[ground]) >= 4.5, (ink, ground)
        for mark in ("mark", "mark-object"):
            assert contrast(shades["ink"], shades[mark]) >= 4.5, mark


def test_the_page_has_a_colour_for_each_community() -> None:
    folder = Path(palette.__file__).parent / "templates"
    script = (folder / "elements.js").read_text(encoding="utf-8")
    assert f"const COMMUNITIES = {len(COMMUNITIES)};" in script
    style = (folder / "stage.css").read_text(encoding="utf-8")
    assert all(f".fill-community-{number} " in style for number in range(-1, len(COMMUNITIES)))
