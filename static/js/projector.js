// The wall keeps itself up to date, and counts down.

import { poll, tick } from "./live.js";

const main = document.getElementById("main");
const wall = () => main.querySelector(".wall");

function changed(html) {
  const made = new DOMParser().parseFromString(html, "text/html").querySelector(".wall");
  if (made) wall().replaceWith(made);
}

poll(() => `${wall().dataset.fresh}?v=${wall().dataset.version}`, changed, document.getElementById("stale"));
tick();
