"""Jinja environments for pages and for Markdown, and how a text is kept from being markup."""

import re
from html import escape

from jinja2 import Environment, PackageLoader, StrictUndefined


def html_environment() -> Environment:
    """An environment for HTML: every value is escaped."""
    return _environment(autoescape=True)


def markdown_environment() -> Environment:
    """An environment for Markdown: a template escapes each value with the filter `md`."""
    environment = _environment(autoescape=False)
    environment.filters["md"] = escape_markdown
    return environment


def escape_markdown(text: object) -> str:
    """A text on one line in which nothing is Markdown or HTML.

    >>> escape_markdown("a|b <i>*c*</i>")
    'a\\\\|b &lt;i&gt;\\\\*c\\\\*&lt;/i&gt;'
    """
    flat = escape(" ".join(str(text).split()), quote=False)
    return re.sub(r"([\\`*_{}\[\]|~$#])", r"\\\1", flat)


def _environment(autoescape: bool) -> Environment:
    return Environment(
        loader=PackageLoader("kgraph"),
        autoescape=autoescape,  # noqa: S701  (Markdown has a filter of its own)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
