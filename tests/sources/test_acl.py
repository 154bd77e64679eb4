@pytest.mark.parametrize(
    ("collection", "volume", "paper", "expected"),
    [
        ("P18", "1", "1", "acl:P18-1001"),
        ("W18", "54", "1", "acl:W18-5401"),
        ("C69", "1", "1", "acl:C69-0101"),
        ("D19", "4", "1", "acl:D19-4001"),
        ("D19", "50", "1", "acl:D19-5001"),
        ("2020.acl", "main", "1", "acl:2020.acl-main.1"),
        ("P18", "x", "1", None),
        ("P18", "1", "9" * 5_000, None),
    ],
)
def test_identifiers_follow_the_rules_of_the_anthology(
    collection: str, volume: str, paper: str, expected: str | None
) -> None:
    text = f'<collection id="{collection}"><volume id="{volume}"><paper id="{paper}"><title>A</title></paper>'
    found = next(acl.parse([text + "</volume></collection>"], "x.xml"))
    assert isinstance(found, Paper)
    assert found.identifiers == ((expected,) if expected else ())


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ("<month>6</month><year>2001</year>", "2001-06"),
        ("<month>1–3 December</month><year>2001</year>", "2001-12-01"),
        ("<month>May–June</month><year>2001</year>", "2001-05"),
        ("<year>2001</year>", "2001"),
        ("", None),
    ],
)
def test_dates_are_those_of_the_volume(meta: str, expected: str | None) -> None:
    text = f'<collection id="P01"><volume id="1"><meta>{meta}</meta><paper id="1"><title>A</title></paper>'
    found = next(acl.parse([text + "</volume></collection>"], "x.xml"))
    assert isinstance(found, Paper)
    assert found.date == expected


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ("<booktitle>Tiny Parsing (March 1999)</booktitle>", "Tiny Parsing"),
        ("<booktitle>Tiny Parsing. Formerly the Big One, Volume 2</booktitle>", "Tiny Parsing"),
        ("<booktitle>Volume 9</booktitle><journal-title>Tiny</journal-title>", "Tiny"),
    ],
)
def test_a_journal_is_named_without_its_issue(meta: str, expected: str) -> None:
    text = f'<collection id="J01"><volume id="1" type="journal"><meta>{meta}</meta><paper id="1"><title>A</title>'
    found = next(acl.parse([text + "</paper></volume></collection>"], "x.xml"))
    assert isinstance(found, Paper)
    assert (found.venue, found.type) == (expected, "article-journal")


def test_what_is_said_of_one_volume_does_not_hold_for_the_next() -> None:
    text = (
        '<collection id="P01"><volume id="1"><meta><year>2001</year></meta></volume>'
        '<volume id="2"><paper id="1"><title>A</title></paper></volume></collection>'
    )
    (found,) = acl.parse([text], "x.xml")
    assert isinstance(found, Paper)
    assert found.date is None


@pytest.mark.parametrize("inside", ["", "<event id='x'><meta><title>A</title></meta></event>"])
def test_a_collection_without_papers_says_so(inside: str) -> None:
    assert list(acl.parse([f'<collection id="2000.ws">{inside}</collection>'], "x.xml")) == [
        Rejected(Origin("x.xml", 1), "the file holds no records", "")
    ]
