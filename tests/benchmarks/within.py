"""Runs a function of this folder inside Django: `python -m tests.benchmarks.within stage.main`."""

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    module, _, name = sys.argv[1].partition(".")
    getattr(import_module(f"tests.benchmarks.{module}"), name)(*sys.argv[2:])
