"""Each link says in a sentence why it is there."""

import kgraph


def test_a_sentence_for_every_edge(tiny: kgraph.Graph) -> None:
    labels = tiny.labels()
    title = '“Old <script>alert("&")</script> {{paper}}”'
    again = "“Reward models again”"
    assert [kgraph.explain(edge, labels) for edge in tiny.edges.iter_rows(named=True)] == [
        f"{title} names the organization “Uni Ö”.",
        "“Reward modeling” is a narrower theme of “Learning”.",
        f"{again} cites {title}: found by id paper:old.",
        f"Ann Lee wrote {again}: author 1, printed as “A. Lee”.",
        f"Ann Lee wrote {title}: author 1, printed as “Ann Lee”.",
        f"Bo Ek wrote {title}: author 2, printed as “Bo Ek”.",
        f"{again} likely builds on {title}: score 0.81; made of text 0.40, people 0.31, context 0.10; "
        "shared authors Ann Lee; shared topics reward model; "
        "most alike are “Reward models again” and “A reward model is learned.”.",
        f"{again} is about “reward model”: found “Reward models” in the title; weight 0.90.",
        f"{title} is about “reward model”: found “Reward models” in the abstract; weight 0.60.",
        f"{title} is about “script”: the source lists it as a keyword.",
        f"{title} is about “Learning”: it follows from “Reward modeling”.",
        f"{title} is about “Reward modeling”: found “Reward models” in the abstract, "
        "“reward model” in the abstract; weight 0.75.",
    ]


def test_many_quotations_are_counted(tiny: kgraph.Graph) -> None:
    span = {"field": "abstract", "start": 0, "end": 1}
    edge = {
        "relation": "mentions",
        "source": "paper:lone",
        "target": "keyword:script",
        "status": "extracted",
        "weight": 0.5,
        "evidence": [{**span, "text": text} for text in "aabcdef"],
        "basis": [],
    }
    assert kgraph.explain(edge, tiny.labels()) == (
        "“孤” is about “script”: found “a” in the abstract (2 times), “b” in the abstract, "
        "“c” in the abstract, “d” in the abstract and 2 more; weight 0.50."
    )
