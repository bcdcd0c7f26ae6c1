// Writing annotations where they belong: words marked with the mouse or by touch, "c" on a field, "s" for its sentences.
// All three open the one form, which is a page of its own without a script. What is typed is kept a second after.

import { ACTIONS } from "./keys.js";

const PAUSE = 1000; // ms after the last key until what was typed is kept
const LOOK = 60_000; // ms between two looks for what others wrote
const AROUND = 32; // characters before and after a passage

// --- the form ---

// It is put behind the block that it is about; what stands in another one stays there.
async function open(address, from, words) {
  const block = from.closest("p, li, dd, td, dl, h1, h2, h3, .beside, article") ?? from;
  const known = document.querySelector(`.writing[data-address="${CSS.escape(address)}"]`);
  if (known) {
    if (words) fill(known.querySelector("form"), words);
    return reach(known);
  }
  let reply;
  try {
    reply = await fetch(address, { headers: { "HX-Request": "true" } });
  } catch {
    reply = { ok: false };
  }
  if (!reply.ok || reply.redirected) return location.assign(address);
  const place = document.createElement("div");
  place.className = "writing";
  place.dataset.address = address;
  place.innerHTML = await reply.text();
  const inside = block.matches("li, dd, td, article");
  block[inside ? "append" : "after"](place);
  const form = place.querySelector("form");
  if (words) fill(form, words);
  prepare(form);
  reach(place);
}

// The words that were marked. They may be too long for an address, so the form is asked for without them.
function fill(form, words) {
  for (const [name, value] of Object.entries(words)) form.elements[name].value = value ?? "";
  form.querySelector("[name=passage][value=words]").checked = true;
  form.querySelector("blockquote")?.remove();
  const quote = document.createElement("blockquote"), mark = document.createElement("mark");
  quote.className = "quote read";
  quote.dir = "auto";
  mark.textContent = words.exact;
  quote.append(mark);
  const sentences = form.querySelector(".sentences");
  sentences.open = false;
  sentences.before(quote);
}

function reach(place) {
  const wanted = ["details.pick [name=passage]:checked", "[name=stance]:checked", "[name=stance]", "[name=body]"];
  wanted.map((each) => place.querySelector(each)).find(Boolean).focus();
  place.scrollIntoView({ block: "nearest" });
}

function prepare(form) {
  const leave = form.querySelector("a.leave");
  leave?.addEventListener("click", (event) => {
    const place = form.closest(".writing");
    if (!place) return;
    event.preventDefault();
    place.remove();
  });
  form.elements.exact?.addEventListener("input", () => {
    form.querySelector("[name=passage][value=words]").checked = true;
  });
  keep(form);
}

// --- a draft on the server ---

function keep(form) {
  const told = form.querySelector("[data-draft]");
  if (!told) return;
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      try {
        const reply = await fetch(told.dataset.draft, { method: "POST", body: new FormData(form) });
        const text = await reply.text();
        told.textContent = reply.headers.get("Content-Type")?.startsWith("text/plain") ? text : told.dataset.failed;
      } catch {
        told.textContent = told.dataset.failed;
      }
    }, PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}

// --- a passage marked on the page ---

const isText = (node) => node.nodeType === Node.TEXT_NODE;
const length = (text) => [...text].length; // code points, as the server counts

// At which code point of its field a place in the document stands; null outside the parts that say where they begin.
function offset(node, at) {
  const part = (isText(node) ? node.parentElement : node).closest?.("[data-at]");
  if (!part) return null;
  let count = Number(part.dataset.at);
  const until = document.createRange();
  until.setStart(part, 0);
  until.setEnd(node, at);
  const walker = document.createTreeWalker(until.cloneContents(), NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    if (isText(walker.currentNode)) count += length(walker.currentNode.data);
    else if (walker.currentNode.tagName === "BR") count += 1;
  }
  return count;
}

function marked() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = range.startContainer, field = (isText(start) ? start.parentElement : start).closest?.("[data-write]");
  const exact = selection.toString();
  if (!field || !field.contains(range.endContainer) || !exact.trim()) return null;
  return { field, range, exact, start: offset(range.startContainer, range.startOffset) };
}

function around(range, field) {
  const before = document.createRange(), after = document.createRange();
  before.selectNodeContents(field);
  before.setEnd(range.startContainer, range.startOffset);
  after.selectNodeContents(field);
  after.setStart(range.endContainer, range.endOffset);
  return [[...before.toString()].slice(-AROUND).join(""), [...after.toString()].slice(0, AROUND).join("")];
}

function write({ field, range, exact, start }) {
  const [before, after] = around(range, field);
  return open(field.dataset.write, field, { exact, start, before, after });
}

const button = document.createElement("button");
button.type = "button";
button.className = "annotate noprint";
button.hidden = true;
button.addEventListener("pointerdown", (event) => event.preventDefault()); // or the browser would unmark the words
button.addEventListener("click", () => {
  const found = marked();
  button.hidden = true;
  if (found) write(found);
});

function offer() {
  const found = marked();
  button.hidden = !found;
  if (!found) return;
  const box = found.range.getBoundingClientRect(), edge = document.documentElement.clientWidth - button.offsetWidth - 8;
  button.style.setProperty("top", `${box.bottom + scrollY + 6}px`);
  button.style.setProperty("left", `${Math.max(8, Math.min(box.left + scrollX, edge))}px`);
}

// --- what others wrote meanwhile waits to be asked for: nothing moves while somebody reads ---

function lookForNew(line) {
  const told = document.createElement("a");
  told.className = "fresh noprint";
  told.setAttribute("role", "status");
  told.href = location.pathname + location.search;
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const address = new URL(line.dataset.fresh, location);
      address.searchParams.set("since", line.dataset.since);
      const reply = await fetch(address);
      if (reply.status !== 200) return;
      told.textContent = await reply.text();
      if (!told.isConnected) document.body.append(told);
    } catch { /* looked for again in a minute */ }
  }, LOOK);
}

// --- by keyboard ---

// The address of the form for what has the focus, or for the whole page.
function target() {
  const here = document.activeElement;
  if (here?.closest?.("form.writenote")) return null;
  const link = here?.closest?.("a.add") ?? here?.closest?.("[data-write]");
  if (link) return [link.dataset.write ?? link.getAttribute("href"), link];
  const beside = here?.closest?.("td, dd, li, .claim, .sec, .head")?.querySelector("[data-write]");
  if (beside && here !== document.body) return [beside.dataset.write, beside];
  const whole = document.querySelector('a.add[data-key="c"]');
  return whole ? [whole.getAttribute("href"), whole] : null;
}

ACTIONS.c = () => {
  const found = marked();
  if (found) return write(found);
  const place = target();
  if (place) open(...place);
};
ACTIONS.s = () => {
  const place = target();
  if (place) open(`${place[0]}&pick=sentence`, place[1]);
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.add");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  open(link.getAttribute("href"), link);
});
// Words within a passage that leads to its notes can be marked: letting go of the mouse then is no press of the link.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("a.words") && !getSelection().isCollapsed) event.preventDefault();
});
if (document.querySelector("[data-write]")) {
  button.textContent = document.querySelector("[data-annotate]").dataset.annotate;
  document.body.append(button);
  document.addEventListener("selectionchange", offer);
}
for (const form of document.querySelectorAll("form.writenote")) prepare(form);
const line = document.querySelector("[data-since]");
if (line) lookForNew(line);
