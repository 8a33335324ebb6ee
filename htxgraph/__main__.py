"""`python -m htxgraph` is the command line."""

from htxgraph.cli import main

main()
