"""Profiles: one page about a person, a theme or a paper, as values and as HTML, Markdown and JSON."""

from kgraph.profiles.panel import Command, Link, Node, Panel, Passage, Profile
from kgraph.profiles.paper import profile_paper
from kgraph.profiles.person import profile_person
from kgraph.profiles.theme import profile_theme

__all__ = [
    "Command",
    "Link",
    "Node",
    "Panel",
    "Passage",
    "Profile",
    "profile_paper",
    "profile_person",
    "profile_theme",
]
