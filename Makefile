# make demo   set up, build the graph of corpus/articles, say where to look
# make test   set up, run all tests
# make check  ruff, formatting, mypy
# make docs   set up, build the site of docs/ in site/
# make notebooks  set up, run the notebooks and keep what they show
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test check docs notebooks clean

demo: $(VENV)/.installed
	$(BIN)/kgraph build corpus/articles -o out

test: $(VENV)/.installed-test
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict src

docs: $(VENV)/.installed-docs
	$(BIN)/mkdocs build --strict --quiet --site-dir site

notebooks: $(VENV)/.installed-test
	$(BIN)/python notebooks/execute.py

SOURCES = pyproject.toml $(shell find src models/zh_kgraph_news -type f -not -name '*.pyc' 2>/dev/null)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip

$(VENV)/.installed: $(VENV)/bin/python $(SOURCES)
	$(BIN)/pip install --quiet .
	touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(BIN)/pip install --quiet ".[test]"
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed-test
	$(BIN)/pip install --quiet ".[dev]"
	touch $@

$(VENV)/.installed-docs: $(VENV)/.installed-test
	$(BIN)/pip install --quiet ".[docs]"
	touch $@

clean:
	rm -rf $(VENV) out build dist site
