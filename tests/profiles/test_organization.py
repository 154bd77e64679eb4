"""The profile of an organization: whole values on invented papers."""

import pytest

import kgraph
from kgraph.profiles import Node, Panel, Profile, compute_profile, profile_organization
from kgraph.vocabulary import Kind

COLLEGE = "organization:common-college"
ANN, BO, CY, DEE = (Node(f"person:{name.lower().replace(' ', '-')}", name) for name in
                    ("Ann Lee", "Bo Ek", "Cy Dow", "Dee Fox"))  # fmt: skip
P = {
    number: Node(f"paper:p{number}", title)
    for number, title in enumerate(
        (
            "Careful agents learn to weigh things",
            "Red teaming of careful agents",
            "Reward modeling for agents that weigh",
            "Weighing at scale",
            "An undated note on weighing",
        ),
        start=1,
    )
}


def panels(profile: Profile) -> dict[str, Panel]:
    return {panel.name: panel for panel in profile.panels}


def test_an_organization_as_a_whole(cited: kgraph.Graph) -> None:
    profile = profile_organization(cited, "organization:a-institute")
    assert (profile.kind, profile.name) == ("organization", "A Institute")
    assert profile.facts == (
        ("papers", ("3 papers of the corpus, from 2017 to 2020",)),
        ("people", ("3 people wrote them; its name is printed with 1 of these",)),
    )
    found = panels(profile)
    assert found["papers"].rows == (
        ("2020", P[3], None, "Ann Lee", 1),
        ("2019-03", P[2], "Thing Letters", "Ann Lee", 2),
        ("2017", P[1], "Thing Letters", "Ann Lee", 2),
    )
    assert found["papers"].sentences == ("3 papers of the corpus name A Institute, from 2017 to 2020.",)
    assert [row[:2] for row in found["years"].rows] == [(2017, 1), (2018, 0), (2019, 1), (2020, 1)]
    assert found["people"].rows == (
        (ANN, 3, 3, "2017", "2020"),
        (BO, 2, 0, "2017", "2020"),
        (CY, 2, 0, "2019-03", "2020"),
    )
    assert found["partners"].rows == (
        (Node(COLLEGE, "Common College"), 3, "2017", "2020"),
        (Node("organization:b-institute", "B Institute"), 2, "2017", "2020"),
        (Node("organization:c-institute", "C Institute"), 2, "2019-03", "2020"),
    )
    assert found["partners"].sentences == (
        "Its papers name 3 other organizations, most often Common College, B Institute and C Institute.",
    )
    assert found["citations"].rows == (
        (Node(COLLEGE, "Common College"), 1),
        (Node("organization:d-institute", "D Institute"), 1),
    )
    assert found["citations"].sentences == (
        "Its papers are cited 5 times within the corpus, 3 of these by its own; the h-index within the "
        "corpus is 2.",
    )


def test_the_lineage_of_an_organization_is_that_of_its_papers(toy: kgraph.Graph) -> None:
    links = [
        (later, earlier)
        for later, earlier in toy.of_relation(kgraph.Relation.LIKELY_BUILDS_ON)
        .select("source", "target")
        .iter_rows()
    ]
    for organization in toy.of_kind(Kind.ORGANIZATION)["id"]:
        named = toy.of_relation(kgraph.Relation.AFFILIATION).filter(target=organization)["source"].to_list()
        found = panels(profile_organization(toy, organization))
        up = {earlier for later, earlier in links if later in named}
        down = {later for later, earlier in links if earlier in named}
        assert found["foundations"].total == len(up)
        assert sum(row[1] for row in found["inspiring"].rows) == sum(  # type: ignore[misc]
            earlier in named for _, earlier in links
        )
        said = " ".join(found["built-on"].sentences + found["building-on"].sentences)
        for papers, doing in ((up, "likely build on"), (down, "likely build")):
            assert not papers or f"{len(papers)} paper" in said, doing


def test_an_organization_without_anything_else(tiny: kgraph.Graph) -> None:
    found = panels(compute_profile(tiny, "organization:uni-o"))
    assert {panel.name: " ".join(panel.sentences) for panel in found.values() if not panel.rows} == {
        "partners": "Its papers name no other organization.",
        "built-on": "No link is inferred from a paper of Uni Ö to one by others.",
        "building-on": "No link is inferred from a paper by others to one of Uni Ö. 1 paper likely builds on "
        "those of Uni Ö.",
        "foundations": "No link is inferred from one of its papers to an earlier one.",
        "citations": "The papers of the corpus that cite it name no organization. Its papers are cited 1 "
        "time within the corpus, 0 of these by its own; the h-index within the corpus is 1.",
    }


def test_an_organization_that_is_not_there(tiny: kgraph.Graph) -> None:
    with pytest.raises(KeyError):
        profile_organization(tiny, "organization:none")
    with pytest.raises(kgraph.errors.UnknownNameError):
        compute_profile(tiny, "organization:none")
