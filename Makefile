# Two commands on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: help run demo test check format lock clean

help:
	@echo "make run    安装并启动服务（示例配置、内置数据库） set up and start the service"
	@echo "make demo   三分钟看懂：加速运行的示例故事         the story, at accelerated time"
	@echo "make test   安装并运行全部测试                     set up and run the whole suite"
	@echo "make check  格式、规范、类型、导入方向             format, lint, types, import rules"

run: $(VENV)/.ready
	@exec $(BIN)/monitor serve --host $(HOST) --port $(PORT)

demo: $(VENV)/.ready
	@exec $(BIN)/monitor demo

# Long tests of one file share one run, so they stay with one worker.
# Dozens of tests start the program as a process: without kept bytecode each compiles the whole of it anew.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(VENV)/.ready-dev
	$(BIN)/python -m pytest -m "not slow" -n auto --maxprocesses 4 --dist worksteal
	$(BIN)/python -m pytest -m slow -n auto --maxprocesses 2 --dist loadfile

check: $(VENV)/.ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.ready-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Hash-locked, for pip, without a registry's address in it.
lock: $(VENV)/.ready-dev
	$(PIP) install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--extra pdf --extra source --custom-compile-command "make lock" -o requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--extra pdf --extra source --extra dev --custom-compile-command "make lock" -o requirements-dev.txt pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更高版本（Python 3.11 or later is needed）；可用 make PYTHON=python3.12 指定" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --quiet --require-hashes -r requirements.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt $(VENV)/.ready
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@
