// Saves a form marked data-autosave while people write. htmx sends it and puts the parts of the answer in their places
// (templates/components/autosaved.html); this file keeps the promises: nothing typed is replaced or lost without a word,
// and the page says what was saved and when. Without JavaScript the form's buttons save.

// A page may hold several rows, each with its own revision: "revision", "leadership-revision".
const isRevision = (name) => /(^|-)revision$/.test(name);
// A field that is not saved yet, or not shown as it is saved, has one of its own.
const baseOf = (name) => `base_revision_${name}`;
const isContent = (name) => name !== "csrfmiddlewaretoken" && !isRevision(name) && !name.startsWith(baseOf(""));

const SAVING = "Saving…";
const SENT_ON_LEAVING = "sent-on-leaving"; // in sessionStorage: of which page, and from which revisions
const KEEPALIVE_LIMIT = 60_000; // bytes: a page that is being left may send 64 kB

// Whether what is on the page can be sent while it is being left, so that nobody has to be asked. Not where a save failed
// or was refused, nor where more was typed since the one under way: the server would take that for somebody else's.
const canSendOnLeaving = ({ online, failed, settled, tooLong, inFlight, typedSince, bytes }) =>
  online && !failed && settled && !tooLong && !(inFlight && typedSince) && bytes < KEEPALIVE_LIMIT;

// Why a save was not taken, by the status of the answer. Where there is nothing to say, the server or the line is down.
function reason(httpStatus) {
  if (httpStatus === 401) return "You are signed out.";
  if (httpStatus === 409) return "Somebody else is signed in in this browser now. Sign in as yourself in another tab first.";
  if (httpStatus === 403 || httpStatus === 404) return "You may not change it any more: copy it, then load the page again.";
  return "";
}

const revisionsOf = (values) => JSON.stringify(Object.entries(values).filter(([name]) => isRevision(name)));
const isTooLong = (box) => box.querySelector("textarea, input").value.length > Number(box.dataset.maxlength);

function autosave(form) {
  const status = document.getElementById("save-status");
  let last = read(); // what the server has, as far as this page knows
  let settled = true; // it took all of that in
  let said = status.innerHTML; // what it said about that
  let sent, answered, swapped; // the request under way
  let inFlight = false;
  let failed = false;
  let signedOut = false;
  let waiting = []; // ids of groups for which somebody else's answer waits until they are free
  let pressed = null; // a button pressed while a save was under way, of this form or another on the page
  let holding = false; // the mouse is down on a button in the status
  let held = null; // what the status is to say once it is up
  let leaving = false;

  function read() {
    const values = {};
    for (const [name, value] of new FormData(form)) (values[name] ??= []).push(value);
    return values;
  }

  function differ(one, other, within = form) {
    const names = new Set([...within.querySelectorAll("[name]")].map((input) => input.name));
    const content = [...names].filter(isContent);
    return content.some((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
  }

  const unsaved = () => failed || !settled || differ(read(), last);

  function busy(group) {
    const typing = document.activeElement.matches("textarea, input[type=text]") && group.contains(document.activeElement);
    return typing || differ(read(), sent, group);
  }

  // Signing in again in another tab changes the token; the cookie always has the present one.
  function refreshToken() {
    const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1];
    if (token) form.elements.csrfmiddlewaretoken.value = token;
    return form.elements.csrfmiddlewaretoken.value;
  }

  // A status that holds a button stays as it is: it would be gone between mouse down and up, and the click lost.
  function say(words) {
    if (!status.querySelector("button")) status.textContent = words;
  }

  function canSend() {
    return canSendOnLeaving({
      online: navigator.onLine,
      failed,
      settled,
      tooLong: [...form.querySelectorAll("[data-maxlength]")].some(isTooLong),
      inFlight,
      typedSince: inFlight && differ(read(), sent),
      bytes: String(new URLSearchParams(new FormData(form))).length,
    });
  }

  // What was typed in the last moments, or was under way and may have been cut off: sent twice, it is one change.
  function sendOnLeaving() {
    refreshToken();
    const headers = { "HX-Request": "true", "X-Made-For": form.dataset.madeFor };
    const body = new URLSearchParams(new FormData(form));
    fetch(form.getAttribute("hx-post"), { method: "POST", keepalive: true, headers, body }).catch(() => {});
    sessionStorage.setItem(SENT_ON_LEAVING, JSON.stringify([location.href, revisionsOf(read())]));
  }

  // Loading the page again may overtake what leaving it sent. A page that is made from before that is asked for once
  // more, so that its reader sees what they wrote and is not told of somebody else's change that was their own.
  function catchUp() {
    const sentFrom = sessionStorage.getItem(SENT_ON_LEAVING);
    if (sentFrom !== JSON.stringify([location.href, revisionsOf(read())])) return;
    sessionStorage.removeItem(SENT_ON_LEAVING);
    setTimeout(() => { if (!unsaved()) location.reload(); }, 500);
  }

  function pressAgain({ of, button }) {
    if (of !== form) of.requestSubmit(button);
    else if (!button || button.isConnected) form.requestSubmit(button);
    else status.querySelector("button")?.click(); // "Compare the two", said anew
  }

  function fail(httpStatus) {
    failed = true;
    signedOut = httpStatus === 401;
    say("");
    const shown = document.getElementById("not-saved");
    if (shown?.dataset.status === String(httpStatus)) return; // or a click on what it says would miss
    shown?.remove();
    const box = document.createElement("div");
    box.id = "not-saved";
    box.dataset.status = httpStatus;
    box.className = "app-unsaved";
    box.setAttribute("role", "alert");
    box.innerHTML = `<p><strong class="app-saved--failed">Not saved.</strong> Your text is still on this page. <span></span></p>
      <button type="button" class="nhsuk-button nhsuk-button--small">Try again</button>`;
    box.querySelector("span").textContent = reason(httpStatus);
    if (signedOut) box.querySelector("p").append(" ", signInLink(form.dataset.signIn));
    box.querySelector("button").addEventListener("click", () => {
      box.remove(); // so that it is said again if it fails again
      htmx.trigger(form, "autosave");
    });
    form.append(box);
  }

  // Errors that came with the page are mended once everything is saved.
  function clearErrors() {
    document.querySelector(".nhsuk-error-summary")?.remove();
    document.title = document.title.replace(/^Error: /, "");
    for (const error of form.querySelectorAll(".nhsuk-error-message[id$=-error]")) {
      for (const described of form.querySelectorAll(`[aria-describedby~="${error.id}"]`)) {
        const others = described.getAttribute("aria-describedby").split(" ").filter((id) => id !== error.id);
        described.setAttribute("aria-describedby", others.join(" "));
      }
      error.remove();
    }
    for (const marked of form.querySelectorAll("[class*=nhsuk-][class*=--error]")) {
      marked.classList.remove(...[...marked.classList].filter((name) => name.endsWith("--error")));
    }
  }

  form.addEventListener("input", () => say(unsaved() ? SAVING : ""));

  form.addEventListener("htmx:configRequest", ({ detail }) => {
    detail.headers["X-Made-For"] = form.dataset.madeFor; // who signs in meanwhile may be another
    detail.parameters.csrfmiddlewaretoken = refreshToken();
    delete detail.parameters.go; // htmx adds the button that was last in focus
  });

  form.addEventListener("htmx:beforeRequest", (event) => {
    const nothingNew = !failed && !waiting.length && !differ(read(), last);
    if (nothingNew && status.textContent === SAVING) status.innerHTML = said;
    if (nothingNew || leaving) return event.preventDefault();
    [sent, answered, swapped, inFlight] = [read(), false, new Set(), true];
    say(SAVING);
  });

  form.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const answer = new DOMParser().parseFromString(detail.serverResponse, "text/html");
    answered = detail.shouldSwap && answer.getElementById("save-status") !== null;
    detail.shouldSwap = answered;
    if (!answered) return;
    const groups = [...answer.querySelectorAll("[id^=group_]")].map(({ id }) => document.getElementById(id));
    waiting = groups.filter((group) => group && busy(group)).map(({ id }) => id);
  });

  // Where a field stays as it is, so does the revision that it started from.
  function keepBases(revisions, name) {
    const prefix = name.replace(/revision$/, ""); // several forms on a page have a prefix each
    for (const field of waiting.map((id) => id.replace(/^group_/, "")).filter((field) => field.startsWith(prefix))) {
      const [value] = sent[baseOf(field)] ?? sent[name];
      const input = document.createElement("input");
      revisions.append(Object.assign(input, { type: "hidden", name: baseOf(field), value }));
    }
  }

  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target } = event.detail;
    if (target === status && holding) {
      event.preventDefault();
      held = event.detail.fragment.innerHTML;
    }
    if (target.id.endsWith("revisions")) keepBases(event.detail.fragment.firstElementChild, target.id.slice(0, -1));
    if (waiting.includes(target.id)) event.preventDefault();
    else if (target.id.startsWith("group_")) swapped.add(target.id);
  });

  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    inFlight = false;
    if (leaving) return;
    if (answered) {
      [failed, signedOut, settled, last, said] = [false, false, detail.xhr.status === 200, sent, held ?? status.innerHTML];
      const now = read();
      for (const id of swapped) {
        for (const { name } of document.getElementById(id).querySelectorAll("[name]")) last[name] = now[name];
      }
      document.getElementById("not-saved")?.remove();
      if (settled) clearErrors();
    } else fail(detail.xhr.status);
    if (pressed && answered && (settled || pressed.of === form)) pressAgain(pressed);
    pressed = null;
  });

  form.addEventListener("focusout", () => { if (waiting.length) htmx.trigger(form, "autosave"); });
  window.addEventListener("online", () => { if (failed) htmx.trigger(form, "autosave"); });

  status.addEventListener("mousedown", ({ button }) => { holding = button === 0 && status.querySelector("button") !== null; });
  document.addEventListener("mouseup", () => {
    holding = false;
    setTimeout(() => { // after the click, if it was one
      if (held !== null) status.innerHTML = held;
      held = null;
    });
  });

  // A button pressed while a save is under way waits for its answer: it brings the revision to start from. After a
  // failed save it tries once more and stays. Signing out, and every other form on the page, waits for a save first.
  document.addEventListener("submit", (event) => {
    const isOurs = event.target === form;
    if (isOurs) refreshToken();
    const waits = isOurs ? inFlight || failed : !leaving && !failed && settled && unsaved();
    if (waits) {
      event.preventDefault();
      pressed = { of: event.target, button: event.submitter };
      if (!inFlight) htmx.trigger(form, "autosave");
    } else if (isOurs) leaving = true;
  });

  document.addEventListener("visibilitychange", () => {
    const save = document.visibilityState === "hidden" ? !failed && unsaved() : signedOut;
    if (save) htmx.trigger(form, "autosave");
  });
  window.addEventListener("beforeunload", (event) => { if (!leaving && unsaved() && !canSend()) event.preventDefault(); });
  window.addEventListener("pagehide", () => {
    if (leaving || !unsaved() || !canSend()) return;
    sendOnLeaving();
    leaving = true;
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted && leaving) location.reload(); });
  catchUp();
}

function signInLink(address) {
  const link = document.createElement("a");
  Object.assign(link, { href: address, target: "_blank", rel: "noopener" });
  link.textContent = "Sign in again (opens in a new tab), then come back here.";
  return link;
}

// The button of a form marked data-count-ticks says how many boxes are ticked.
function countTicks(form) {
  const show = () => {
    form.querySelector("[data-ticks]").textContent = form.querySelectorAll("input[type=checkbox]:checked").length;
  };
  form.addEventListener("change", show);
  window.addEventListener("pageshow", show); // after Back the boxes are as they were left
}

// A text with a limit in words says how many it has, counted as the server does (localities/kit/pages/phrases.py). Only that there
// are too many is said aloud.
const PART = "[\\p{L}\\p{N}]{1,30}";
const WORD = new RegExp(`[0-9]+(?:[.,:][0-9]+){1,3}|${PART}(?:['’\\-‐‑]${PART}){0,2}`, "gu");

function countWords({ target }) {
  const message = document.getElementById(`${target.id}-info`);
  const limit = Number(message?.dataset.wordLimit);
  if (!limit) return;
  const words = target.value.normalize("NFC").match(WORD)?.length ?? 0;
  const [count, tooMany] = message.children;
  count.textContent = `${words} of ${limit} words`;
  tooMany.textContent = words > limit ? `, ${words - limit} too many` : "";
  message.classList.toggle("nhsuk-error-message", words > limit);
  message.classList.toggle("nhsuk-hint", words <= limit);
}

document.addEventListener("input", countWords);
document.querySelectorAll("form[data-autosave]").forEach(autosave);
document.querySelectorAll("form[data-count-ticks]").forEach(countTicks);
