"""What paths and neighbourhoods look like in JSON."""

from __future__ import annotations

from collections.abc import Mapping

from graph_api.schemas import EvidencePassage, Model, Relation, Thing
from graph_store.rows import RelationKind
from queries import neighbourhood, network
from queries.entities import Passage


class PathStep(Model):
    """One hop of a path with the relations that make it and passages that say the first of them."""

    left: Thing
    right: Thing
    relations: list[Relation]
    evidence: list[EvidencePassage]

    @classmethod
    def of(cls, step: network.Step, told: Mapping[str, tuple[Passage, ...]], base: str) -> PathStep:
        """Return the model of a step."""
        passages = next((told[row.claim] for row in step.relations if row.claim in told), ())
        return cls(
            left=Thing.of(step.left, base),
            right=Thing.of(step.right, base),
            relations=[Relation.of(row, base) for row in step.relations],
            evidence=[EvidencePassage.of(passage) for passage in passages],
        )


class EntityPath(Model):
    """A way between two entities; `cost` is low over rare and strong relations, high over hubs."""

    hops: int
    cost: float
    steps: list[PathStep]

    @classmethod
    def of(cls, path: network.Path, told: Mapping[str, tuple[Passage, ...]], base: str) -> EntityPath:
        """Return the model of a path."""
        steps = [PathStep.of(step, told, base) for step in path.steps]
        return cls(hops=len(steps), cost=path.cost, steps=steps)


class NetworkNode(Model):
    """An entity of a neighbourhood: how far away, how connected in the whole network, how central and with whom here."""

    iri: str
    key: str | None
    label: str
    kind: str
    hops: int
    neighbours: int
    betweenness: float
    community: int

    @classmethod
    def of(cls, node: neighbourhood.Node, base: str) -> NetworkNode:
        """Return the model of a node."""
        thing = Thing.of(node.who, base)
        return cls(
            iri=thing.iri,
            key=thing.key,
            label=thing.label,
            kind=thing.kind,
            hops=node.hops,
            neighbours=node.neighbours,
            betweenness=node.betweenness,
            community=node.community,
        )


class NetworkLink(Model):
    """What joins two entities of a neighbourhood."""

    left: str
    right: str
    kinds: list[RelationKind]
    number: int
    first: str | None
    last: str | None


class Network(Model):
    """The entities around one, itself the first; `reached` counts all within the depth, shown or not."""

    root: str
    nodes: list[NetworkNode]
    links: list[NetworkLink]
    reached: int
    complete: bool
    generation: int

    @classmethod
    def of(cls, found: neighbourhood.Neighbourhood, generation: int, base: str) -> Network:
        """Return the model of a neighbourhood."""
        links = [
            NetworkLink(
                left=link.left,
                right=link.right,
                kinds=list(link.kinds),
                number=link.number,
                first=link.first,
                last=link.last,
            )
            for link in found.links
        ]
        return cls(
            root=found.root,
            nodes=[NetworkNode.of(node, base) for node in found.nodes],
            links=links,
            reached=found.reached,
            complete=found.complete,
            generation=generation,
        )
