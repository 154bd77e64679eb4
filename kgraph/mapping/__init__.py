"""What a graph says in RDF, as tables of facts: a line for each.

The facts are expressions over the columns of `kgraph.tables` and of `kgraph.mapping.rows`, which turns these
into a row for each that something is said of; they are told in the order of the tables. `base` is where
instances live.
"""
