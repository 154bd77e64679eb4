"""What the rest of kgraph sees of a scheme."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """A `skos:Concept`: its labels are what is matched in texts, `broader` holds the ids of its parents.

    `title_labels` (`kg:titleLabel`) are matched in titles only, `except_labels` (`kg:exceptLabel`) are
    longer phrases inside which no label of the theme counts. Both are optional in a scheme.
    """

    id: str
    iri: str
    label: str
    alt_labels: tuple[str, ...] = ()
    hidden_labels: tuple[str, ...] = ()
    definition: str = ""
    broader: tuple[str, ...] = ()
    title_labels: tuple[str, ...] = ()
    except_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """The themes of a file, sorted by id, and what had to be decided to read it, a line each."""

    themes: tuple[Theme, ...]
    notes: tuple[str, ...] = ()
