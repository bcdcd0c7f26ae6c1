// The live board keeps itself up to date. Without a script its link "Refresh" does.

import { morph, poll, tick } from "./live.js";

const HELD = 1000; // ms in which buttons that have just changed their meaning take no press

const board = document.getElementById("board");
let version = board.dataset.version;

// While somebody is at work in a form it is left as it is, and asked for again: `version` stays the old one.
function changed(html) {
  const made = new DOMParser().parseFromString(html, "text/html").getElementById("board");
  if (!made) return;
  const before = epoch(), next = made.dataset.version;
  if (morph(board, made)) version = next;
  if (epoch() !== before) hold(document.getElementById("controls"));
}

function epoch() {
  return document.getElementById("controls")?.dataset.epoch;
}

// Another instructor may have moved on a moment ago: a press that was meant for the old button must not hit the new one.
function hold(controls) {
  if (!controls) return;
  controls.inert = true;
  setTimeout(() => { controls.inert = false; }, HELD);
}

poll(() => `${board.dataset.fresh}?v=${version}`, changed, document.getElementById("stale"));
tick();
