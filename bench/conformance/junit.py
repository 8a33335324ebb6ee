"""What came of the tests as JUnit XML, which build servers show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

from bench.conformance.running import Outcome, Result

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(file: Path, outcomes: Sequence[Outcome]) -> None:
    """Write a test suite for each group."""
    root = ElementTree.Element("testsuites", attrib={"name": "W3C SPARQL 1.1", **_counts(outcomes)})
    ordered = sorted(outcomes, key=lambda one: one.case.group)
    for group, found in groupby(ordered, key=lambda one: one.case.group):
        some = list(found)
        suite = ElementTree.SubElement(root, "testsuite", {"name": group, **_counts(some)})
        for one in some:
            test = ElementTree.SubElement(suite, "testcase", classname=group, name=f"{one.case.iri}: {one.case.name}")
            if one.result is Result.FAILED:
                ElementTree.SubElement(test, "failure", message=_NOT_IN_XML.sub("\ufffd", one.why))
            elif one.result is Result.SKIPPED:
                ElementTree.SubElement(test, "skipped", message=_NOT_IN_XML.sub("\ufffd", one.why))
    tree = ElementTree.ElementTree(root)
    ElementTree.indent(tree)
    tree.write(file, encoding="utf-8", xml_declaration=True)


def _counts(outcomes: Sequence[Outcome]) -> dict[str, str]:
    results = [one.result for one in outcomes]
    return {
        "tests": str(len(results)),
        "failures": str(results.count(Result.FAILED)),
        "skipped": str(results.count(Result.SKIPPED)),
    }
