// A seat in an exercise: the clock, what is typed kept as a draft, and the page that follows the exercise.
// Without a script the page is loaded by hand, and what is handed in is a plain form.

import { clock } from "./live.js";

const PAUSE = 1500; // ms after the last key until what was typed is kept
const AGAIN = 4000; // ms until a try that failed is made again
const BEAT = 60_000; // ms between two signs of being there
const SOON = 400; // ms at least before a page is loaded anew

const bar = document.querySelector(".clock[data-poll]");
const failed = document.getElementById("failed");
const news = document.getElementById("news");
const forms = [...document.querySelectorAll("form[data-autosave]")];
const unsaved = new Set();

// --- the clock: the server said how many seconds are left, and this only counts them down ---

function tick(shown) {
  const end = performance.now() + Number(shown.dataset.left) * 1000;
  setInterval(() => (shown.textContent = clock((end - performance.now()) / 1000)), 250);
}

// --- drafts ---

// One save of a form at a time, in order: `turn` tells the server which came last.
function keep(form) {
  const told = form.querySelector("[data-saved]") ?? bar.querySelector("[data-saved]");
  let waiting, turn = 0, last = Promise.resolve();
  const body = () => {
    const sent = new FormData(form);
    sent.set("draft", "1");
    sent.set("turn", ++turn);
    return sent;
  };
  async function send() {
    if (!unsaved.has(form)) return;
    unsaved.delete(form);
    try {
      const reply = await fetch(form.dataset.autosave, { method: "POST", body: body(), headers: { "HX-Request": "true" } });
      if (!reply.ok) unsaved.add(form); // whatever it was: the words stay on this screen
      if (reply.status >= 500 || reply.status === 429) throw new Error(reply.statusText);
      failed.hidden = true;
      await hear(form, told, reply);
    } catch {
      unsaved.add(form);
      failed.hidden = false;
      waiting = setTimeout(save, AGAIN);
    }
  }
  function save() {
    clearTimeout(waiting);
    last = last.then(send);
    return last;
  }
  form.addEventListener("input", () => {
    unsaved.add(form);
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
    count(form);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    unsaved.delete(form);
  });
  addEventListener("pagehide", () => {
    if (unsaved.has(form)) navigator.sendBeacon(form.dataset.autosave, body());
  });
  form.save = save;
}

async function hear(form, told, reply) {
  const edition = reply.headers.get("X-Edition");
  if (edition && form.elements.edition) form.elements.edition.value = edition;
  if (reply.headers.get("Content-Type")?.startsWith("application/json")) settle(form, told, await reply.json(), reply.ok);
  else if (reply.ok) told.textContent = await reply.text();
  else told.textContent = bar.querySelector("[data-lost]").dataset.lost;
}

// A form that others of the council write in as well stands on editions: the answer brings those it stands on from now.
// What could not be saved, because a peer has written there, stays on the screen until Save shows both.
function settle(form, told, found, ok) {
  for (const [item, stands] of Object.entries(found.items)) {
    form.elements[`seen.${item}`].value = stands.seen;
    form.elements[`mark.${item}`].value = stands.mark;
  }
  told.textContent = found.said;
  if (found.was === bar.dataset.version) bar.dataset.version = found.v; // one's own words are no news
  if (!ok) unsaved.add(form);
}

// "2 of 4" in the line that folds an option.
function count(form) {
  for (const said of form.querySelectorAll("[data-count]")) {
    const all = said.closest("details").querySelectorAll("fieldset.mark");
    const done = [...all].filter((each) => each.querySelector("input:checked:not([value='']), input[type=number]:valid")?.value);
    said.textContent = said.textContent.replace(/\d+/, done.length);
  }
}

// --- the page follows ---

const typing = () => unsaved.size > 0 || document.activeElement?.matches("input:not([type=radio], [type=checkbox]), textarea, select");

async function follow({ epoch }) {
  const home = location.pathname === bar.dataset.home;
  if (!home || (String(epoch) === bar.dataset.epoch && typing())) return (news.hidden = false);
  const wrote = unsaved.size > 0;
  await Promise.all(forms.map((form) => form.save()));
  if (unsaved.size) return (news.hidden = false); // it could not be sent: it stays on the screen
  await new Promise((done) => setTimeout(done, SOON + Math.random() * Number(bar.dataset.every) * 1000));
  if (String(epoch) === bar.dataset.epoch) return typing() ? (news.hidden = false) : location.reload(); // begun meanwhile
  await Promise.all(forms.map((form) => form.save()));
  if (unsaved.size) return (news.hidden = false);
  const query = wrote || forms.length ? `?kept=${bar.dataset.phase}` : "";
  location.replace(bar.dataset.home + query);
}

async function poll() {
  let wait = Number(bar.dataset.every) * 1000;
  try {
    const reply = await fetch(`${bar.dataset.poll}?v=${bar.dataset.version}`);
    if (reply.status === 200) {
      const found = await reply.json();
      bar.dataset.version = found.v;
      await follow(found);
    } else if (reply.status === 404) {
      return (news.hidden = false);
    }
  } catch {
    wait *= 2;
  }
  setTimeout(poll, wait * (0.8 + Math.random() * 0.4));
}

function here() {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const body = new FormData();
  if (token) body.set("csrfmiddlewaretoken", token);
  if (token && !document.hidden) fetch(bar.dataset.here, { method: "POST", body }).catch(() => {});
}

// What is unfolded in a grid stays so when the page is loaded anew.
function stay(folded) {
  folded.addEventListener("toggle", () => {
    if (folded.open && location.pathname === bar.dataset.home) history.replaceState(null, "", `?part=${folded.dataset.part}`);
  });
}

if (bar) {
  bar.querySelectorAll("[data-left]").forEach(tick);
  forms.forEach(keep);
  document.querySelectorAll("details[data-part]").forEach(stay);
  setTimeout(poll, Number(bar.dataset.every) * 1000 * Math.random());
  setInterval(here, BEAT);
}
