"""`python -m cotmoc.cli`."""

from cotmoc.cli import main

main()
