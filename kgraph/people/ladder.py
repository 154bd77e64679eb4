"""The ladder: how two names agree, and what speaks against two name forms being one person.

`compare` is the only judge: the build groups people with it, and `kgraph people why` words its verdict.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from nicknames import NickNamer

from kgraph.names import Name, is_initial
from kgraph.people.forms import Form, schemes

INITIALS = "initials"
NICKNAME = "a nickname"
LEFT_OUT = "a middle name left out"

SAME_PAPER = "one paper names both"
OTHER_REGISTER = "they have different identifiers of one register"
OTHER_SOURCE_ID = "their source tells them apart, and the names are not the same in full"


class Verdict(NamedTuple):
    """How two names agree (empty: they are the same; None: they do not), and what speaks against it."""

    steps: frozenset[str] | None
    bar: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the two may be one person."""
        return self.steps is not None and not self.bar


def compare(one: Form, other: Form) -> Verdict:
    """Judge two name forms of one surname.

    Identifiers of a register that people keep (ORCID, the Anthology's ids of namesakes) part forms for good.
    Those that a source computes (OpenAlex, Semantic Scholar) part only forms whose names differ, for sources
    give one person several of them, and only if no mention lacks one.
    """
    steps = agreement(one.name, other.name)
    if steps is None:
        return Verdict(None)
    if not one.papers.isdisjoint(other.papers):
        return Verdict(steps, SAME_PAPER)
    if _differ(one.registered, other.registered):
        return Verdict(steps, OTHER_REGISTER)
    if steps and one.is_known and other.is_known and _differ(one.computed, other.computed):
        return Verdict(steps, OTHER_SOURCE_ID)
    return Verdict(steps)


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and one.isdisjoint(other) and schemes(one) & schemes(other))


def agreement(one: Name, other: Name) -> frozenset[str] | None:
    """How two names of one surname agree, in words, or None if they do not."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    if one.letters == other.letters:
        return frozenset()
    if not one.given or not other.given:
        return None
    # Jean-Yves is one name: Jean alone is not it. But J. Y. and Jean Yves are.
    if len(one.parts) == len(other.parts) or _all_initials(one) or _all_initials(other):
        return _aligned(one.parts, other.parts)
    return _aligned(one.given, other.given)


def _aligned(one: tuple[str, ...], other: tuple[str, ...]) -> frozenset[str] | None:
    """The first names must agree, and the rest of the shorter list be found in the longer in that order."""
    short, long = sorted((one, other), key=len)
    steps = [_step(short[0], long[0])]
    place = 1
    for name in short[1:]:
        while place < len(long) and _step(name, long[place]) is None:
            place += 1
        if place == len(long):
            return None
        steps.append(_step(name, long[place]))
        place += 1
    if len(short) < len(long):
        steps.append(LEFT_OUT)
    return None if None in steps else frozenset(step for step in steps if step)


def _step(one: str, other: str) -> str | None:
    """How two given names agree: empty if they are equal, None if they do not."""
    if one == other:
        return ""
    if one[0] == other[0] and (is_initial(one) or is_initial(other)):
        return INITIALS
    return NICKNAME if other in short_and_long(one) else None


def _all_initials(name: Name) -> bool:
    return all(map(is_initial, name.given))


def short_and_long(given: str) -> frozenset[str]:
    """The nicknames of a given name and the names it is a nickname of: Peggy and Meg stay apart."""
    return _short_and_long().get(given, _NONE)


_NONE: frozenset[str] = frozenset()


@cache
def _short_and_long() -> Mapping[str, frozenset[str]]:
    nicknames = NickNamer()
    short, long = nicknames.nickname_lookup, nicknames.canonical_lookup
    return {name: _NONE.union(short.get(name, ()), long.get(name, ())) for name in short.keys() | long.keys()}
