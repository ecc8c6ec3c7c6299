SHELL := bash
# Python keeps what it compiled: tests start several seconds sooner.
export PYTHONDONTWRITEBYTECODE :=
.NOTPARALLEL:
.PHONY: help run test unit js lint format fuzz bench lock clean base dev

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: base ## serve on http://localhost:8000 (PORT=...) with demonstration data; installs what is missing
	@scripts/run.sh

test: lint js ## everything that CI checks: lint, the browser's code, all tests on SQLite, those that may differ on PostgreSQL
	.venv/bin/pytest -n auto --dist worksteal
	scripts/with-postgres.sh .venv/bin/pytest -n auto --dist worksteal -m 'postgres and not browser'

unit: dev js ## the quick tests, on SQLite; ARGS="tests/assessment -k level" picks
	.venv/bin/pytest -m 'not browser' --ignore=tests/browser $(ARGS)

js: packages-run ## what saving by itself does, in node alone
	node --test tests/js/*.test.js

lint: dev ## style, types, import directions and templates
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/djlint --lint --quiet templates
	.venv/bin/djlint --check --quiet templates

format: dev ## put the code into the project's style
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	.venv/bin/djlint --reformat --quiet templates

fuzz: dev ## 10,000 hostile posts on each database; COUNT and SEED choose how many and which
	FUZZ_COUNT=$(or $(COUNT),10000) FUZZ_SEED=$(SEED) .venv/bin/pytest -q -s tests/trust/test_fuzz.py
	FUZZ_COUNT=$(or $(COUNT),10000) FUZZ_SEED=$(SEED) scripts/with-postgres.sh \
		.venv/bin/pytest -q -s tests/trust/test_fuzz.py

bench: dev ## measure against the budgets at national size, on each database: a table, var/bench-*.json, what is over
	env --unset DATABASE_URL .venv/bin/python -m tests.benchmarks.bench
	scripts/with-postgres.sh .venv/bin/python -m tests.benchmarks.bench

lock: dev ## newest allowed versions into the lock files
	for name in base dev; do .venv/bin/uv pip compile --upgrade --quiet --generate-hashes --no-emit-index-url --no-header \
		--universal --python-version 3.11 requirements/$$name.in -o requirements/$$name.txt; done
	npm update --package-lock-only

clean: ## remove caches; .venv, node_modules and var stay
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -not -path './.venv/*' -not -path './node_modules/*' -prune -exec rm -rf {} +

# What is needed to serve, and to develop. The files that pip, npm and the build leave behind say when they last ran.
base: packages-run .venv/base.done var/assets/nhsuk/nhsuk.js
dev: packages-test .venv/dev.done var/assets/nhsuk/nhsuk.js

packages-%:
	@scripts/system-packages.sh $*

.venv/%.done: requirements/%.txt
	scripts/venv.sh $<
	touch $@

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	touch $@

var/assets/nhsuk/nhsuk.js: node_modules/.package-lock.json config/build_assets.py
	.venv/bin/python -m config.build_assets
