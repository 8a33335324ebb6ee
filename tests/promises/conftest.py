"""The shipped samples in a graph of their own, asked as any caller would."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from graph_store.generations import Data
from graph_store.workers import Pool
from ingest import pipeline
from queries.entities import Graph

SAMPLES = Path(str(resources.files("ingest") / "samples"))
BAC_GIANG = SAMPLES / "bac-giang-2022-03-22.html"


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    """A data folder with all shipped samples."""
    folder = Data(tmp_path_factory.mktemp("promises") / "data")
    pipeline.ingest([SAMPLES], folder, jobs=1)
    return folder


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Data:
    """A data folder with the article on the conference of 2022-03-22 only."""
    folder = Data(tmp_path_factory.mktemp("alone") / "data")
    pipeline.ingest([BAC_GIANG], folder, jobs=1)
    return folder


@pytest.fixture(scope="session")
def graph(data: Data) -> Iterator[Graph]:
    """The graph of all samples."""
    with Pool(data, 1) as pool:
        yield Graph(data, pool)


@pytest.fixture(scope="session")
def conference(alone: Data) -> Iterator[Graph]:
    """The graph of the one article."""
    with Pool(alone, 1) as pool:
        yield Graph(alone, pool)
