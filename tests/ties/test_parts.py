import math

import polars as pl
import pytest

import kgraph
from kgraph.graph import Graph
from kgraph.ties.parts import share_parts
from kgraph.vocabulary import Relation


def test_the_shares_add_up_to_the_parts(toy: Graph) -> None:
    rows = toy.of_relation(Relation.LIKELY_BUILDS_ON).rows(named=True)
    shared = 0
    for edge in rows:
        parts = {part["name"]: part["value"] for part in edge["parts"]}
        shares = share_parts(toy, edge)
        assert shares.keys() <= set(edge["basis"])
        assert list(shares.values()) == sorted(shares.values(), reverse=True)
        people = [share for member, share in shares.items() if member.startswith("person:")]
        assert math.fsum(people) == pytest.approx(parts.get("people", 0))
        assert math.fsum(shares.values()) - math.fsum(people) == pytest.approx(parts.get("concepts", 0))
        shared += len(shares)
    assert shared > len(rows)


def test_who_has_few_papers_and_comes_first_gives_most(tiny: kgraph.Graph) -> None:
    def creator(paper: str, person: str, position: int) -> dict[str, object]:
        return {"source": paper, "target": person, "relation": "creator", "position": position}

    edge = {
        "source": "paper:new",
        "target": "paper:old",
        "basis": ["person:a", "person:b", "person:c"],
        "parts": [{"name": "people", "value": 0.35}],
    }
    rows = [creator(paper, person, place) for paper in ("paper:new", "paper:old")
            for place, person in enumerate(("person:a", "person:b", "person:c"), start=1)]  # fmt: skip
    rows += [creator(f"paper:{number}", "person:c", 2) for number in range(6)]
    edges = pl.DataFrame(rows, schema_overrides=dict(tiny.edges.schema), schema={
        name: tiny.edges.schema[name] for name in ("source", "target", "relation", "position")
    })  # fmt: skip
    from dataclasses import replace

    shares = share_parts(replace(tiny, edges=edges), edge)
    # 4 / sqrt(2) for who leads both papers, 1 / sqrt(2), and 1 / sqrt(8).
    total = 4 / 2**0.5 + 1 / 2**0.5 + 1 / 8**0.5
    assert {member: round(share, 6) for member, share in shares.items()} == {
        "person:a": round(0.35 * 4 / 2**0.5 / total, 6),
        "person:b": round(0.35 / 2**0.5 / total, 6),
        "person:c": round(0.35 / 8**0.5 / total, 6),
    }
