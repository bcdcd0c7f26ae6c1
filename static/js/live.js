// What the board and the projector share: asking again and again, the seconds, and changing a page in place.

const EVERY = 2000; // ms between two questions
const SLOWEST = 30_000; // ms, when the server does not answer

// Asks `address()` until told otherwise. `changed(html)` gets what is new. 204: nothing is; 205: another page by now.
export function poll(address, changed, stale) {
  let failed = 0;
  const ask = async () => {
    if (!document.hidden) failed = await answered(address(), changed) ? 0 : failed + 1;
    stale.hidden = failed < 2;
    setTimeout(ask, Math.min(SLOWEST, EVERY * 2 ** Math.min(failed, 4)) * (0.9 + Math.random() / 5));
  };
  setTimeout(ask, EVERY);
  addEventListener("visibilitychange", () => { if (!document.hidden) answered(address(), changed); });
}

async function answered(address, changed) {
  let reply;
  try {
    reply = await fetch(address, { cache: "no-store" });
  } catch {
    return false;
  }
  if (reply.redirected || reply.status === 205 || reply.status === 403 || reply.status === 404) {
    location.reload(); // signed out, or over: the server says what there is
    return true;
  }
  if (reply.status === 200) changed(await reply.text());
  if (reply.ok) setLeft(Number(reply.headers.get("X-Seconds-Left")));
  return reply.ok;
}

// --- the seconds: what the server says is left, less what has gone by since ---

let left = 0, since = performance.now();

function setLeft(seconds) {
  left = seconds;
  since = performance.now();
}

export function tick() {
  const shown = document.querySelector("[data-left]");
  if (shown) setLeft(Number(shown.dataset.left));
  setInterval(() => {
    const place = document.querySelector("[data-left]:not([data-still])");
    if (place) place.textContent = clock(left - (performance.now() - since) / 1000);
  }, 250);
}

export function clock(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${Math.floor(whole / 60)}:${two(whole % 60)}`;
}

// --- changing a page in place ---

// Makes `old` like `made`, keeping every element that is still there: the one in focus stays itself, and what is folded
// open stays open. A form in which somebody is at work is left alone; false tells that something was.
export function morph(old, made) {
  if (old.isEqualNode(made)) return true;
  if (old.nodeType !== made.nodeType || old.nodeName !== made.nodeName || (old.id ?? "") !== (made.id ?? "")) {
    if (old.contains(document.activeElement)) return false;
    old.replaceWith(made);
    return true;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = made.nodeValue;
    return true;
  }
  if (old.matches("form") && old.contains(document.activeElement)) return false;
  attributes(old, made);
  return children(old, made);
}

function attributes(old, made) {
  const kept = old.matches("details") ? ["open"] : old.matches("[inert]") ? ["inert"] : [];
  for (const { name } of [...old.attributes]) {
    if (!made.hasAttribute(name) && !kept.includes(name)) old.removeAttribute(name);
  }
  for (const { name, value } of made.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

function children(old, made) {
  let whole = true;
  const named = new Map([...old.children].filter((each) => each.id).map((each) => [each.id, each]));
  let at = old.firstChild;
  for (const next of [...made.childNodes]) {
    const known = next.id && named.get(next.id);
    if (known) {
      if (known !== at) old.insertBefore(known, at);
      at = known.nextSibling;
      whole = morph(known, next) && whole;
    } else if (at && !at.id && at.nodeName === next.nodeName) {
      const after = at.nextSibling;
      whole = morph(at, next) && whole;
      at = after;
    } else {
      old.insertBefore(next, at);
    }
  }
  while (at) {
    const after = at.nextSibling;
    if (at.contains(document.activeElement)) whole = false;
    else at.remove();
    at = after;
  }
  return whole;
}
