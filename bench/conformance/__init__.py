"""The W3C SPARQL 1.1 tests, run through our HTTP endpoint: `python -m bench.conformance PATH`."""
