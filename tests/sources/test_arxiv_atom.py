@pytest.mark.parametrize("number", ["2001.00001", "2001.00001v7", "hep-th/0101001v2", "math.AG/0101001"])
def test_every_version_has_one_identifier(number: str) -> None:
    lines = ["<feed>", f"<entry><id>http://arxiv.org/abs/{number}</id><title>A</title></entry>", "</feed>"]
    (found,) = arxiv_atom.parse(lines, "x.xml")
    assert isinstance(found, Paper)
    assert found.identifiers == (f"arxiv:{number.partition('v')[0]}",)


def test_prefixes_do_not_matter() -> None:
    lines = iter(SAMPLE.read_text("utf-8").split("\n"))
    prefixed = SAMPLE.read_text("utf-8").replace("<arxiv:", "<x:").replace("</arxiv:", "</x:")
    for name in ("feed", "entry", "id", "title", "published", "summary", "author", "name", "category"):
        prefixed = prefixed.replace(f"<{name}", f"<atom:{name}").replace(f"</{name}>", f"</atom:{name}>")
    assert arxiv_atom.recognises(prefixed)
    found = [
        record for record in arxiv_atom.parse(prefixed.split("\n"), "x.xml") if isinstance(record, Paper)
    ]
    assert found == [record for record in arxiv_atom.parse(lines, "x.xml") if isinstance(record, Paper)]


def test_an_answer_without_papers_says_so() -> None:
    assert list(arxiv_atom.parse(["<feed><title>arXiv Query</title></feed>"], "x.xml")) == [
        Rejected(Origin("x.xml", 1), "the file holds no records", "")
    ]
