// The room follows by itself: its screens and its phones ask what is new, and are told "nothing" (304) most of the time. Keys for
// whoever leads. Without JavaScript every step is a button, and a page shows what is new when it is loaded again.

const OFF = "room-keys-off";
const TYPED = "textarea, input:not([type=radio], [type=checkbox], [type=hidden])";

// Nobody has typed here yet, as on a projector: then what was saved elsewhere is shown, and else only said.
let typed = false;
document.addEventListener("input", () => (typed = true));

const isTyping = () => document.activeElement.matches(TYPED);

// What follows by itself ---------------------------------------------------------------------------------------------------

function addressOf(asked) {
  const query = new URLSearchParams(asked.dataset.query);
  for (const [name, input] of [["answer", "revision"], ["topic", "topic-revision"]]) {
    const shown = document.querySelector(`input[name="${input}"]`);
    if (shown) query.set(name, shown.value);
  }
  if (asked.dataset.domain) query.set("domain", asked.dataset.domain);
  return `${asked.dataset.poll}?${query}`;
}

// Each part of the answer takes the place of the part with its id. What somebody is about to choose stays.
function show(html) {
  const parts = new DOMParser().parseFromString(html, "text/html").body.children;
  for (const part of [...parts]) {
    const there = document.getElementById(part.id);
    if (!there || there.outerHTML === part.outerHTML) continue;
    const isPhone = part.id === "phone";
    if (isPhone && part.dataset.screen === there.dataset.screen) continue;
    there.replaceWith(part);
    if (isPhone) part.querySelector("h1")?.focus();
  }
}

function follow(asked) {
  if (isTyping()) return;
  window.location.assign(asked.dataset.follow);
}

async function ask() {
  const asked = document.querySelector("[data-poll]");
  if (!asked || document.hidden) return;
  const headers = { "If-None-Match": `"${asked.dataset.etag}"` };
  const answer = await fetch(addressOf(asked), { headers, cache: "no-store", redirect: "manual" });
  if (answer.status === 304) return;
  const screen = answer.headers.get("X-Screen");
  if (answer.type === "opaqueredirect" || answer.status === 404 || (screen && screen !== asked.dataset.screen)) {
    follow(asked);
    return;
  }
  if (!answer.ok) return;
  if (answer.headers.get("X-Newer") && !typed) {
    window.location.reload();
    return;
  }
  asked.dataset.etag = (answer.headers.get("ETag") ?? "").replace(/^W\//, "").replaceAll('"', "");
  show(await answer.text());
}

function keepAsking(seconds) {
  setTimeout(() => ask().catch(() => {}).finally(() => keepAsking(seconds)), seconds * 1000);
}

const first = document.querySelector("[data-poll]");
if (first) keepAsking(Number(first.dataset.seconds));

// Keys ------------------------------------------------------------------------------------------------------------------

const NAMES = { PageDown: "n", PageUp: "p" };

function press(key) {
  const found = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key.split(" ").includes(key));
  found?.click();
  return Boolean(found);
}

function choose(name, position) {
  const radio = document.querySelector(`input[type=radio][name="${name}"][value="${position}"]`);
  radio?.click();
  return Boolean(radio);
}

function onKey(event) {
  if (localStorage.getItem(OFF) || isTyping() || event.ctrlKey || event.altKey || event.metaKey) return;
  const digit = event.code.match(/^(?:Digit|Numpad)([1-9])$/)?.[1]; // Shift changes the character, not the key
  const done = digit ? choose(event.shiftKey ? "target" : "position", digit) : press(NAMES[event.key] ?? event.key);
  if (done) event.preventDefault();
}

const keys = document.getElementById("keys-switch");
if (keys) {
  const button = keys.querySelector("button");
  const say = () => (button.textContent = localStorage.getItem(OFF) ? "Turn keys on" : "Turn keys off");
  button.addEventListener("click", () => {
    if (localStorage.getItem(OFF)) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    say();
  });
  keys.hidden = false;
  say();
  document.addEventListener("keydown", onKey);
}
