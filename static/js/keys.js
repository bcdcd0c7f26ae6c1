// "/" search, "?" help, "j" and "k" to the next and the one before, "n" and "p" from note to note. Off inside fields, and
// switched off by a cookie. Other scripts add keys of their own.

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

const isOff = () => /(?:^|; )keys=off(?:;|$)/.test(document.cookie);

// On an entry's page the page before or after; on a list the row before or after.
function turn(step) {
  const page = document.querySelector(step > 0 ? 'main a[rel="next"]' : 'main a[rel="prev"]');
  const rows = [...document.querySelectorAll('main tbody th[scope="row"] > a:first-of-type')].filter((a) => a.offsetParent);
  if (page && !page.closest(".pager")) return page.click();
  if (!rows.length) return page?.click();
  const here = rows.indexOf(document.activeElement);
  const at = here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step;
  if (rows[at]) {
    rows[at].focus();
    rows[at].scrollIntoView({ block: "nearest" });
  } else page?.click();
}

// From note to note, in the order of the page.
function note(step) {
  const notes = [...document.querySelectorAll("main .note[id]")].filter((each) => each.offsetParent);
  const here = notes.findIndex((each) => each.contains(document.activeElement));
  const next = notes[here < 0 ? (step > 0 ? 0 : notes.length - 1) : here + step];
  if (!next) return;
  next.tabIndex = -1;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

export const ACTIONS = {
  "/": () => document.getElementById("find")?.focus(),
  "?": () => document.querySelector('a[data-key="?"]')?.click(),
  j: () => turn(1),
  k: () => turn(-1),
  n: () => note(1),
  p: () => note(-1),
};

export function keyboard() {
  addEventListener("keydown", (event) => {
    const act = ACTIONS[event.key];
    if (!act || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.(TYPING) || isOff()) return;
    event.preventDefault();
    act();
  });
}
