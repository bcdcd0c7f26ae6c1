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
form.addEventListener("input", ({ target }) => { if (target.matches(".live") && (target.value === "" || target.checkValidity())) weighSoon(); });
