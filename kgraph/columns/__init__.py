"""SPARQL over columns: SELECT queries that read most of a graph, answered from its tables.

Each step of a query's algebra is one of whole columns, so that counting or joining all papers takes a
hundredth of the time that it takes fact by fact, and nothing has to be laid out before. `properties` are the
facts as tables, `answering` takes a query, whose `algebra` is that of rdflib: `patterns` and `paths` are
joined, properties that a query lists made a union of patterns (`spreading`), `expressions` evaluated,
`groups` counted, a `selection` made, all over `rows`; `solutions` are what
comes of it. What is not taken here an engine of triples answers: CONSTRUCT, properties that are variables,
named graphs, and whatever columns would not answer in exactly the same way.
"""
