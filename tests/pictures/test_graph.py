"""The graph of what an option waits for."""

from xml.etree import ElementTree

from options.bundle import schema
from options.bundle.reading import EntryValue, Reading
from options.pictures.graph import MOST_NODES, graph

SVG = "{http://www.w3.org/2000/svg}"


def href(kind, slug):
    return f"/{kind}/{slug}/"


def words(picture):
    return [text.text for text in ElementTree.fromstring(picture).iter(f"{SVG}text")]


def links(picture):
    return [a.get("href") for a in ElementTree.fromstring(picture).iter(f"{SVG}a")]


def changed(reading, extra=(), **options):
    """The same dossier with some options changed, and entries added."""
    entries = [
        EntryValue(e.kind, e.slug, e.content.model_copy(update=options[e.slug.replace("-", "_")]))
        if e.kind == "option" and e.slug.replace("-", "_") in options
        else e
        for e in reading.entries
    ]
    return Reading(reading.slug, 1, (*entries, *extra))


def precondition(slug, **fields):
    plain = {"slug": slug, "title": slug, "kind": "legal", "description": "x", "status": "unmet", "verify": "x"}
    return EntryValue("precondition", slug, schema.Precondition(**(plain | fields)))


def needs(*slugs, how="all_of"):
    return schema.Node(**{how: tuple(schema.Node(precondition=slug) for slug in slugs)})


def test_conditions_of_conditions_and_options_are_drawn(reading):
    found = set(links(graph(reading, "road-bridge", href)))
    assert found == {
        "/precondition/harbour-permit/", "/precondition/money/", "/precondition/both-councils-agree/",
        "/precondition/flood-model/", "/precondition/crew/", "/option/faster-ferry/", "/option/footbridge/",
        "/option/keep-the-ferry/", "/option/road-bridge/",
    }  # fmt: skip


def test_groups_say_whether_all_or_any_must_hold(reading):
    said = words(graph(reading, "road-bridge", href))
    assert said.count("any") == 3
    assert said.count("all") == 3


def test_an_option_that_needs_nothing_has_no_picture(reading):
    assert graph(reading, "keep-the-ferry", href) == ""


def test_an_option_that_nobody_assessed_has_no_picture(reading):
    assert graph(reading, "tunnel", href) == ""


def test_a_single_condition(reading):
    assert links(graph(reading, "faster-ferry", href)) == ["/precondition/crew/", "/option/faster-ferry/"]


def test_hostile_titles_are_text(reading):
    title = '<script>alert(1)</script>" onload="x'
    hostile = changed(reading, [precondition("evil", title=title)], tunnel={"requires": needs("evil"), "title": title})
    picture = graph(hostile, "tunnel", href)
    assert "<script" not in picture
    root = ElementTree.fromstring(picture)
    assert all(not name.startswith("on") for element in root.iter() for name in element.attrib)


def test_an_address_that_is_a_script_becomes_no_link(reading):
    assert links(graph(reading, "faster-ferry", lambda kind, slug: "javascript:alert(1)")) == []


def test_many_conditions_are_capped_and_the_picture_says_so(reading):
    slugs = [f"p-{i}" for i in range(130)]
    big = changed(reading, [precondition(slug) for slug in slugs], tunnel={"requires": needs(*slugs)})
    picture = graph(big, "tunnel", href)
    assert len(links(picture)) <= MOST_NODES + 1
    assert "Conditions further back that are not drawn: 90" in words(picture)


def test_a_long_chain_is_drawn_without_end_of_stack(reading):
    chain = [precondition(f"p-{i}", depends_on=needs(f"p-{i + 1}") if i < 300 else None) for i in range(301)]
    deep = changed(reading, chain, tunnel={"requires": needs("p-0")})
    assert len(links(graph(deep, "tunnel", href))) <= MOST_NODES + 1


def test_a_condition_that_this_version_lacks_is_named_by_its_slug(reading):
    lost = changed(reading, tunnel={"requires": needs("gone-away")})
    assert "gone-away" in words(graph(lost, "tunnel", href))
