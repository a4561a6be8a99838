"""The project file names what there is, in an order in which it can be made."""

from __future__ import annotations

import re
from typing import Any

import pytest
import srsly
from tests.conftest import ROOT

MODELS = ROOT / "models"


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    read: dict[str, Any] = srsly.read_yaml(MODELS / "project.yml")
    return read


def test_every_script_and_configuration_is_there(project: dict[str, Any]) -> None:
    text = (MODELS / "project.yml").read_text(encoding="utf-8")
    named = re.findall(r"(?:scripts|configs)/[\w.]+", text)
    assert len(named) > 10
    assert [name for name in named if not (MODELS / name).is_file()] == []


def test_a_command_reads_what_an_earlier_one_wrote(project: dict[str, Any]) -> None:
    commands = {command["name"]: command for command in project["commands"]}
    made: set[str] = set()
    for name in project["workflows"]["all"]:
        command = commands[name]
        work = {path for path in command["deps"] if not path.startswith(("scripts/", "configs/"))}
        assert work <= made, name
        made |= set(command.get("outputs", ()))
    assert "zh_kgraph_news" in made
    assert set(project["workflows"]["all"]) == set(commands)


def test_corpora_have_checksums(project: dict[str, Any]) -> None:
    files = [asset for asset in project["assets"] if asset["dest"].endswith(".gz")]
    assert files
    assert all(re.fullmatch("[0-9a-f]{32}", asset["checksum"]) for asset in files)
