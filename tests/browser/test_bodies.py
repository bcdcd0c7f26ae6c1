"""Hostile bodies in a real browser, with nothing but the renderer in their way: no policy, no templates."""

from options.bodies import render
from options.bundle.text import canonical_text
from tests.payloads import ALLOWED, PAYLOADS, REFUSED

SPRUNG = """
  window.sprung = [];
  window.hit = () => window.sprung.push("hit");
  window.alert = window.confirm = window.prompt = window.hit;
"""
# every element with the names of its attributes, after the page has been read, written out and read again
ELEMENTS = """(again) => [...document.querySelectorAll("article")].flatMap((article) => {
  if (again) article.innerHTML = article.innerHTML;
  return [...article.querySelectorAll("*")].map((e) => [e.localName, e.namespaceURI, ...e.getAttributeNames().sort()]);
})"""
PROTOCOLS = '[...document.querySelectorAll("article a[href]")].map((a) => a.protocol)'


def test_hostile_bodies_do_nothing_and_send_nothing(page):
    sent, spoken = [], []
    page.on("request", lambda request: sent.append(request.url))
    page.on("dialog", lambda dialog: (spoken.append(dialog.message), dialog.dismiss()))
    page.add_init_script(SPRUNG)
    page.goto("about:blank")
    texts = [*map(canonical_text, PAYLOADS), *REFUSED]
    bodies = "".join(f"<article>{render(text)}</article>" for text in texts)
    page.set_content(f"<!doctype html><meta charset=utf-8><script>{SPRUNG}</script>{bodies}<p id=end>The end</p>")
    read = page.evaluate(ELEMENTS, False)
    assert page.evaluate(ELEMENTS, True) == read
    page.hover("#end")
    for name in ("click", "focus", "toggle", "error", "load", "mouseover"):
        page.evaluate(
            "name => document.querySelectorAll('article *').forEach(e => e.dispatchEvent(new Event(name)))", name
        )
    page.wait_for_timeout(200)
    assert page.evaluate("window.sprung") == []
    assert (spoken, [url for url in sent if not url.startswith("about:")]) == ([], [])
    assert page.locator("article").count() == len(texts)
    assert page.locator("#end").inner_text() == "The end"
    assert [each for each in read if each[0] not in ALLOWED or set(each[2:]) - ALLOWED[each[0]]] == []
    assert {namespace for _tag, namespace, *_names in read} == {"http://www.w3.org/1999/xhtml"}
    assert set(page.evaluate(PROTOCOLS)) == {"https:"}
