// Points by slider or number, each the other's mirror; every change weighs again. Without a script there are the numbers
// and a button.

const PAUSE = 25; // ms between the last move and the question to the server

const form = document.getElementById("weighing");
let waiting;

function weighSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => form.dispatchEvent(new CustomEvent("weigh", { bubbles: true })), PAUSE);
}

// The slider stands for the number beside it, which alone is sent.
function mirror(slider) {
  const number = document.getElementById(slider.dataset.for);
  slider.hidden = false;
  slider.value = number.value || 0;
  slider.addEventListener("input", () => { number.value = slider.value; weighSoon(); });
  number.addEventListener("input", () => { slider.value = number.value || 0; });
}

for (const slider of form.querySelectorAll("input[type=range]")) mirror(slider);
form.classList.add("scripted");
form.noValidate = true; // one field that makes no sense must not keep the others from being weighed; the server tells it
form.addEventListener("input", ({ target }) => { if (target.matches(".live")) weighSoon(); });

// What waits for a button of its own is not sent along with a slider: another move, and other options.
form.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const name of [...detail.formData.keys()]) if (name === "pick" || name.startsWith("eq.")) detail.formData.delete(name);
});

// What a reader has unfolded, typed and reached stays so when parts of the page are put in anew.
const unfolded = () => [...document.querySelectorAll("#result details, #gates details")];
const called = (details) => details.querySelector("summary").textContent.trim();
const moves = () => [...document.querySelectorAll("#equivalences input[type=text]")];
let open = [], typed = new Map(), reached;
form.addEventListener("htmx:beforeSwap", () => {
  open = unfolded().filter((details) => details.open).map(called);
  typed = new Map(moves().map((field) => [field.id, field.value]));
  reached = document.activeElement.id;
});
form.addEventListener("htmx:afterSettle", () => {
  for (const details of unfolded()) if (open.includes(called(details))) details.open = true;
  for (const field of moves()) field.value ||= typed.get(field.id) || "";
  if (document.activeElement === document.body && reached) document.getElementById(reached)?.focus();
});
