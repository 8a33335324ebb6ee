"""The shipped true article, read once for all tests of queries."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from graph_store.generations import Data
from graph_store.workers import Pool
from ingest import pipeline
from queries.entities import Graph

ARTICLE = Path(str(resources.files("ingest") / "samples")) / "bac-giang-2022-03-22.html"


@pytest.fixture(scope="session")
def graph(tmp_path_factory) -> Iterator[Graph]:
    data = Data(tmp_path_factory.mktemp("queries") / "data")
    pipeline.ingest([ARTICLE], data, jobs=1)
    with Pool(data, 1) as pool:
        yield Graph(data, pool)
