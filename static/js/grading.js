// Grading with the keyboard: 1 to 9 choose a level in the row that has the focus, or in the first that is not graded.
// Going on to another seat saves first what was changed; without a script the buttons do all of it.

import { ACTIONS } from "./keys.js";

const form = document.getElementById("rubric");
const rows = [...form.querySelectorAll(".rubricrow")];
let changed = form.querySelector(".rubricrow.bad") !== null;

const isGraded = (row) => row.querySelector("input[type=radio]:checked")?.value !== "";

// A chosen level and other points must not contradict each other.
function settle(event) {
  changed = true;
  const row = event.target.closest(".rubricrow");
  if (!row) return;
  const points = row.querySelector(".points");
  const other = row.querySelector("[data-other]");
  if (event.target === points && points.value.trim()) other.checked = true;
  else if (event.target === points && other.checked) row.querySelector('input[type=radio][value=""]').checked = true;
  if (event.target.type === "radio" && event.target !== other) points.value = "";
  if (event.target === other) points.focus();
}

function choose(key) {
  const row = document.activeElement?.closest(".rubricrow") ?? rows.find((each) => !isGraded(each)) ?? rows[0];
  const level = row?.querySelector(`[data-key="${key}"]`);
  if (!level) return;
  level.checked = true;
  level.dispatchEvent(new Event("input", { bubbles: true }));
  const next = rows[rows.indexOf(row) + 1] ?? row;
  (next.querySelector("input[type=radio]:checked") ?? level).focus();
}

form.addEventListener("input", settle);
for (let key = 1; key <= 9; key += 1) ACTIONS[key] = () => choose(key);

for (const [rel, go] of [["next", "next"], ["prev", "previous"]]) {
  document.querySelector(`main a[rel="${rel}"]`)?.addEventListener("click", (event) => {
    const button = form.querySelector(`button[value="${go}"]`);
    if (!changed || !button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    form.requestSubmit(button);
  });
}
