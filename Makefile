# The commands of the project. `make run` and `make test` are all a newcomer needs.
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run reset test check lock

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup:  ## prepare .venv (with .venv/bin/cotmoc) and the front end
	@python3 scripts/bootstrap.py app

setup-dev:
	@python3 scripts/bootstrap.py dev

run: setup  ## the demonstration province on http://127.0.0.1:8000
	@.venv/bin/cotmoc serve --demo

reset:  ## forget the embedded database and what was uploaded
	@rm -rf var && echo "Đã xóa dữ liệu. Chạy 'make run' để bắt đầu lại."

test: setup-dev  ## every test, in parallel
	@$(PY) scripts/test.py

check: setup-dev  ## lint, types, layers, migrations, docs: every failure shown
	@$(PY) scripts/check.py

lock:  ## renew the lock files in requirements/ from the *.in files
	@$(PY) scripts/lock.py
