"""How to read the measures of the rankings and of the CSV files."""

from kgraph.report.document import Column, Section, Table

_USED, _IGNORED = "used", "ignored"
_MEASURES = (
    ("degree", "share of the other nodes that it is linked to", _IGNORED, "0 to 1"),
    ("strength", "sum of the weights of its links", _USED, "from 0"),
    ("betweenness", "share of the shortest paths between others that run through it", _IGNORED, "0 to 1"),
    ("closeness", "inverse mean distance to those it reaches, times their share", _IGNORED, "0 to 1"),
    ("harmonic", "sum of the inverse distances to all others", _IGNORED, "from 0"),
    ("eigenvector", "linked to the well linked; 0 outside the largest component", _USED, "0 to 1"),
    ("pagerank", "where a random reader who follows links ends up", _USED, "0 to 1, adds up to 1"),
    ("katz", "walks of any length that end here, long ones counting less", _USED, "0 to 1"),
    ("core_number", "largest k such that it is among nodes with k links to each other", _IGNORED, "from 0"),
    ("clustering", "share of its neighbour pairs that are linked themselves", _IGNORED, "0 to 1"),
    ("constraint", "how far its contacts are bound up with each other: low for a broker", _USED, "from 0"),
    ("effective_size", "contacts, less those made redundant by links among them", _USED, "from 0"),
    ("articulation_point", "1 where its component falls apart without it", _IGNORED, "0 or 1"),
    ("community", "number of its community", _USED, "from 1"),
)


def describe_measures() -> Section:
    """A row for each measure: what it says, whether weights count, its range."""
    columns = (Column("measure"), Column("says"), Column("weights"), Column("range"))
    note = (
        "Sources and formulas are in the documentation of kgraph.centrality. All of them stand in the CSV "
        "files and in the graph (kg:Score), where a value is not defined there is none."
    )
    table = Table("measures", "How to read the measures", columns, _MEASURES, note)
    return Section("measures", "How to read the measures", tables=(table,))
