// Saves a form marked data-autosave while people write. htmx sends it and puts the parts of the answer in their places
// (templates/components/autosaved.html); this file keeps the promises: nothing typed is replaced or lost without a word,
// and the page says what was saved and when. Without JavaScript the form's buttons save.

// A page may hold several rows, each with its own revision: "revision", "leadership-revision".
const isRevision = (name) => /(^|-)revision$/.test(name);

function autosave(form) {
  const status = document.getElementById("save-status");
  let last = read(); // what the server has, as far as this page knows
  let settled = true; // it took all of that in
  let said = status.innerHTML; // what it said about that
  let sent, answered, swapped; // the request under way
  let inFlight = false;
  let failed = false;
  let waiting = []; // ids of groups for which somebody else's answer waits until they are free
  let pressed = null; // a button pressed while a save was under way
  let leaving = false;

  function read() {
    const values = {};
    for (const [name, value] of new FormData(form)) (values[name] ??= []).push(value);
    return values;
  }

  function differ(one, other, within = form) {
    const names = new Set([...within.querySelectorAll("[name]")].map((input) => input.name));
    const content = [...names].filter((name) => name !== "csrfmiddlewaretoken" && !name.endsWith("revision"));
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

  function fail(httpStatus) {
    failed = true;
    status.textContent = "";
    document.getElementById("not-saved")?.remove();
    const signedOut = httpStatus >= 200 && httpStatus < 300; // led on to the page to sign in
    const refused = httpStatus === 403 || httpStatus === 404;
    const box = document.createElement("div");
    box.id = "not-saved";
    box.className = "app-unsaved";
    box.setAttribute("role", "alert");
    box.innerHTML = `<p><strong class="app-saved--failed">Not saved.</strong> Your text is still on this page. <span></span></p>
      <button type="button" class="nhsuk-button nhsuk-button--small">Try again</button>`;
    if (signedOut) box.querySelector("span").textContent = "You are signed out: sign in again in another tab first.";
    if (refused) box.querySelector("span").textContent = "You may not change it any more: copy it, then load the page again.";
    box.querySelector("button").addEventListener("click", () => htmx.trigger(form, "autosave"));
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

  form.addEventListener("input", () => { status.textContent = unsaved() ? "Saving…" : ""; });

  form.addEventListener("htmx:configRequest", ({ detail }) => {
    detail.parameters.csrfmiddlewaretoken = refreshToken();
    delete detail.parameters.go; // htmx adds the button that was last in focus
  });

  form.addEventListener("htmx:beforeRequest", (event) => {
    const nothingNew = !failed && !waiting.length && !differ(read(), last);
    if (nothingNew && status.innerHTML !== said) status.innerHTML = said; // else a click on what it says would miss
    if (nothingNew || leaving) return event.preventDefault();
    [sent, answered, swapped, inFlight] = [read(), false, new Set(), true];
    status.textContent = "Saving…";
  });

  form.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const answer = new DOMParser().parseFromString(detail.serverResponse, "text/html");
    answered = detail.shouldSwap && answer.getElementById("save-status") !== null;
    detail.shouldSwap = answered;
    if (!answered) return;
    const groups = [...answer.querySelectorAll("[id^=group_]")].map(({ id }) => document.getElementById(id));
    waiting = groups.filter((group) => group && busy(group)).map(({ id }) => id);
  });

  // Where a field stays as it is, so does its form's revision: the next save is compared with what the page was made from.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target } = event.detail;
    const prefix = `group_${target.id.replace(/revision$/, "")}`; // several forms on a page have a prefix each
    if (target.matches("[name$=revision]") && waiting.some((id) => id.startsWith(prefix))) event.preventDefault();
    if (waiting.includes(target.id)) event.preventDefault();
    else if (target.id.startsWith("group_")) swapped.add(target.id);
  });

  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    inFlight = false;
    if (leaving) return;
    if (answered) {
      [failed, settled, last, said] = [false, detail.xhr.status === 200, sent, status.innerHTML];
      const now = read();
      for (const id of swapped) {
        for (const { name } of document.getElementById(id).querySelectorAll("[name]")) last[name] = now[name];
      }
      document.getElementById("not-saved")?.remove();
      if (settled) clearErrors();
    } else fail(detail.xhr.status);
    if (pressed && answered) form.requestSubmit(pressed);
    pressed = null;
  });

  form.addEventListener("focusout", () => { if (waiting.length) htmx.trigger(form, "autosave"); });
  window.addEventListener("online", () => { if (failed) htmx.trigger(form, "autosave"); });

  // A button pressed while a save is under way waits for its answer: it brings the revision to start from. After a
  // failed save it tries once more and stays: the page it would lead to, to sign in for one, has no room for the text.
  form.addEventListener("submit", (event) => {
    refreshToken();
    if (inFlight || failed) {
      event.preventDefault();
      pressed = event.submitter;
      if (!inFlight) htmx.trigger(form, "autosave");
    } else leaving = true;
  });
  window.addEventListener("beforeunload", (event) => { if (!leaving && unsaved()) event.preventDefault(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted && leaving) location.reload(); });
}

// The button of a form marked data-count-ticks says how many boxes are ticked.
function countTicks(form) {
  const show = () => {
    form.querySelector("[data-ticks]").textContent = form.querySelectorAll("input[type=checkbox]:checked").length;
  };
  form.addEventListener("change", show);
  window.addEventListener("pageshow", show); // after Back the boxes are as they were left
}

// A text with a limit in words says how many it has, counted as the server does (localities/words.py). Only that there
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
