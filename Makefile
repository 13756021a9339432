# make test                    set up, then run every test
# make run [DOCS=path]         set up, take in the documents of a file or a folder (else what the Panel has published on
#                              GOV.UK, or the fictional samples where GOV.UK cannot be reached within 5 seconds), then
#                              serve them at http://localhost:8000 until Ctrl-C
# make lint | types            check the style | the types
# make assets                  build what the pages serve from assistant/web/source (needs node and npm)
# make lock                    find the newest versions that work together and write them to requirements.lock
# make clean                   remove the environment and the caches; documents and records stay
#
# PYTHON=python3.12            another interpreter (3.11 or later)
# TORCH_INDEX=https://…        another index for torch: on Linux, that of the CPU build spares some gigabytes
# VENV=folder                  another place for the environment
# PANEL_DATA_DIR=folder        another place for the record of `make run`
# PYTEST_ADDOPTS='-x -k text'  options for pytest
# WORKERS=2                    so many tests at once; 0: one after another, in one process

PYTHON ?= python3
VENV ?= .venv
WORKERS ?= 2
TORCH = torch==2.13.0

# Fictional samples never share a record with real documents.
REAL = $(or $(PANEL_DATA_DIR),data)
SAMPLES = $(or $(PANEL_DATA_DIR),data-samples)

bin = $(VENV)/bin
real = PANEL_DATA_DIR="$(REAL)" $(bin)/panel
samples = PANEL_DATA_DIR="$(SAMPLES)" $(bin)/panel
pip = $(bin)/python -m pip --disable-pip-version-check
ready = $(VENV)/.ready

.PHONY: test run lint types assets lock clean setup

test: $(ready)
	$(bin)/python -m pytest --numprocesses $(WORKERS) --dist loadfile

run: $(ready)
ifdef DOCS
	@test -e "$(DOCS)" || { echo "There is no file or folder called $(DOCS): give one that exists, as in make run DOCS=letters." >&2; exit 2; }
	@echo "Taking in your documents: $(DOCS) (the record is kept in $(REAL))"
	@$(real) ingest "$(DOCS)" || [ $$? -eq 1 ]
	@$(real) serve
else
	@echo "Looking for GOV.UK, for 5 seconds at most. To ask about your own documents instead: make run DOCS=path"
	@$(real) sync govuk --if-older 24 --if-reachable 5; status=$$?; \
	case $$status in \
	  0|1) echo "Serving what the Panel has published on GOV.UK (the record is kept in $(REAL))"; \
	     PANEL_SYNC_EVERY=$${PANEL_SYNC_EVERY:-24} $(real) serve;; \
	  3) echo "GOV.UK cannot be reached. Taking in the fictional samples: samples/ (the record is kept in $(SAMPLES))"; \
	     $(samples) ingest samples || [ $$? -eq 1 ]; $(samples) serve;; \
	  *) exit $$status;; \
	esac
endif

lint: $(ready)
	$(bin)/ruff check .
	$(bin)/ruff format --check .

types: $(ready)
	$(bin)/mypy

setup: $(ready)

# torch comes first and from its own index when one is given: what needs it then finds it there.
$(ready): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed and $(PYTHON) is not: install it, or name it, as in make test PYTHON=python3.12." >&2; exit 2; }
	@echo "Setting up $(VENV): this takes a few minutes the first time."
	test -x $(bin)/python || $(PYTHON) -m venv $(VENV)
	$(pip) install --quiet $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) $(TORCH)
	$(pip) install --quiet --requirement requirements.lock
	$(pip) install --quiet --no-deps --editable .
	@touch $@

assets:
	$(PYTHON) tools/build_assets.py

# In a folder of its own: what an older environment holds has no say.
lock:
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) $(TORCH)
	build/lock/bin/pip install --quiet '.[dev,postgres]'
	{ grep '^#' requirements.lock; build/lock/bin/pip freeze --all --exclude pip --exclude panel-assistant \
	  | grep -vE '^(nvidia|cuda|triton)' | sed 's/^\(torch==[0-9.]*\).*/\1/'; } > build/requirements.lock
	mv build/requirements.lock requirements.lock
	rm -rf build/lock

clean:
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
