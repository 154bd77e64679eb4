"""The errors that kgraph raises on purpose.

    KgraphError               anything below; the command line prints it as one line and exits 1
    ├── SourceError           a file cannot be used as a source: missing, empty, binary, no records
    ├── SchemaError           an ontology or theme file is not what it should be
    ├── GraphError            a folder does not hold a graph, or holds one of another version
    ├── OutputError           the output cannot be written
    ├── QueryError            a SPARQL query is malformed or not allowed
    ├── UnknownNameError      a network, measure or format that does not exist
    ├── MissingExtraError     a part that is installed as an extra is not there
    └── ServerError           the server cannot be started
        └── BusyError         it is asked more at a time than it takes on

Each message says what was wrong and what to do about it.

A bad *record* is no error: it becomes a `kgraph.Rejected` in the ledger and the build goes on.
"""


class KgraphError(Exception):
    """Base of every error that kgraph raises on purpose."""


class SourceError(KgraphError):
    """A file or folder cannot be used as a source."""


class SchemaError(KgraphError):
    """An ontology or theme file cannot be used."""


class GraphError(KgraphError):
    """A folder does not hold a graph that this version reads."""


class OutputError(KgraphError):
    """The output cannot be written."""


class QueryError(KgraphError):
    """A SPARQL query is malformed or not allowed."""


class UnknownNameError(KgraphError):
    """A network, measure or format of that name does not exist."""


class MissingExtraError(KgraphError):
    """A package is not installed that only an extra of kgraph brings."""


class ServerError(KgraphError):
    """The server cannot be started or cannot answer."""


class BusyError(ServerError):
    """More is asked at a time than the server takes on."""
