// What every page does with a script. Without one, all of it works through plain forms and links.

import { keyboard } from "./keys.js";

const YEAR = 365 * 24 * 3600;

// Light or dark: the form posts and the server answers with the page; here the page only changes its colours.
function themeSwitch(form) {
  form.addEventListener("submit", (event) => {
    const chosen = event.submitter?.value;
    if (chosen === undefined) return;
    event.preventDefault();
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `theme=${chosen}; path=/; samesite=lax; max-age=${chosen ? YEAR : 0}${secure}`;
    if (chosen) document.documentElement.dataset.theme = chosen;
    else delete document.documentElement.dataset.theme;
    document.querySelector('meta[name="color-scheme"]')?.setAttribute("content", chosen || "light dark");
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", button.value === chosen);
  });
}

// Paper shows everything: what is folded is opened before printing and folded again after.
function openForPrint() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open], .noprint)")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

// An address that ends in #place inside something folded opens it.
function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) target.closest("details")?.setAttribute("open", "");
}

// A request of htmx that failed: the page says so, and a tick shows again what is kept.
function tellFailures() {
  const notice = document.getElementById("failed");
  if (!notice) return;
  const failed = ({ detail: { elt } }) => {
    if (elt.matches("[type=checkbox][hx-post]")) elt.checked = !elt.checked;
    notice.hidden = false;
  };
  for (const name of ["htmx:sendError", "htmx:responseError"]) addEventListener(name, failed);
  addEventListener("htmx:afterOnLoad", ({ detail }) => { notice.hidden ||= detail.successful; });
}

const form = document.querySelector("form.theme");
if (form) themeSwitch(form);
openForPrint();
openTarget();
tellFailures();
addEventListener("hashchange", openTarget);
keyboard();
