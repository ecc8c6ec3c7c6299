// Saves a form marked data-autosave while people write. htmx sends it, a moment after the last key and one request at a
// time (templates/components/autosave.html), and puts the parts of the answer in their places (autosaved.html); this
// file keeps the promises: nothing typed is replaced or lost without a word, and the page says what was saved and when.
// Without JavaScript the form's buttons save. What follows from what is decided in state.js.

import { clearErrors, clearFailure, showFailure } from "./failure.js";
import { catchUp, sendOnLeaving } from "./leaving.js";
import * as states from "./state.js";
import { namesIn, read } from "./values.js";

const SAVING = "Saving…";

const isTooLong = (box) => box.querySelector("textarea, input").value.length > Number(box.dataset.maxlength);

// Signing in again in another tab changes the token; the cookie always has the present one.
function refreshToken({ elements: { csrfmiddlewaretoken } }) {
  const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1];
  if (token) csrfmiddlewaretoken.value = token;
  return csrfmiddlewaretoken.value;
}

export function autosave(form) {
  const status = document.getElementById("save-status");
  let state = states.begin(read(form), status.innerHTML);
  const save = () => htmx.trigger(form, "autosave");
  const isUnsaved = () => states.isUnsaved(state, read(form));
  const hasButton = () => status.querySelector("button") !== null;

  // A status that holds a button stays as it is: it would be gone between mouse down and up, and the click lost.
  function say(words) {
    if (!hasButton()) status.textContent = words;
  }

  function onLeaving() {
    return states.onLeaving(state, read(form), {
      online: navigator.onLine,
      tooLong: [...form.querySelectorAll("[data-maxlength]")].some(isTooLong),
      bytes: String(new URLSearchParams(new FormData(form))).length,
    });
  }

  function isBusy(group) {
    const typing = document.activeElement.matches("textarea, input[type=text]") && group.contains(document.activeElement);
    return states.isBusy(state, read(form), namesIn(group), typing);
  }

  function keepBases(revisions, name) {
    for (const [base, value] of states.basesToKeep(state, name)) {
      revisions.append(Object.assign(document.createElement("input"), { type: "hidden", name: base, value }));
    }
  }

  function pressAgain({ of, button }) {
    if (of !== form) of.requestSubmit(button);
    else if (!button || button.isConnected) form.requestSubmit(button);
    else status.querySelector("button")?.click(); // "Compare the two", said anew
  }

  function succeed(httpStatus) {
    const names = state.request.swapped.flatMap((id) => namesIn(document.getElementById(id)));
    const { pressed } = state;
    state = states.saved(state, read(form), names, { httpStatus, said: state.held ?? status.innerHTML });
    clearFailure();
    if (state.outcome === states.SAVED) clearErrors(form);
    if (pressed && states.goesOn(state, pressed.of === form)) pressAgain(pressed);
  }

  function fail(httpStatus) {
    state = states.failed(state, httpStatus);
    say("");
    showFailure(form, httpStatus, save);
  }

  form.addEventListener("input", () => say(isUnsaved() ? SAVING : ""));

  form.addEventListener("htmx:configRequest", ({ detail }) => {
    detail.headers["X-Made-For"] = form.dataset.madeFor; // who signs in meanwhile may be another
    detail.parameters.csrfmiddlewaretoken = refreshToken(form);
    delete detail.parameters.go; // htmx adds the button that was last in focus
  });

  form.addEventListener("htmx:beforeRequest", (event) => {
    const hasNews = states.hasNews(state, read(form));
    if (!hasNews && status.textContent === SAVING) status.innerHTML = state.said;
    if (!hasNews || state.leaving) return event.preventDefault();
    state = states.sending(state, read(form));
    say(SAVING);
  });

  form.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const answer = new DOMParser().parseFromString(detail.serverResponse, "text/html");
    detail.shouldSwap &&= answer.getElementById("save-status") !== null;
    if (!detail.shouldSwap) return;
    const groups = [...answer.querySelectorAll("[id^=group_]")].map(({ id }) => document.getElementById(id));
    state = states.answered(state, groups.filter((group) => group && isBusy(group)).map(({ id }) => id));
  });

  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (!state.request) return; // not an answer to this form
    const { target, fragment } = event.detail;
    if (target === status && state.holding) {
      event.preventDefault();
      state = states.holdBack(state, fragment.innerHTML);
    }
    if (target.id.endsWith("revisions")) keepBases(fragment.firstElementChild, target.id.slice(0, -1));
    if (state.waiting.includes(target.id)) event.preventDefault();
    else if (target.id.startsWith("group_")) state = states.swapped(state, target.id);
  });

  form.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => {
    if (state.leaving) return;
    if (state.request.answered) succeed(xhr.status);
    else fail(xhr.status);
  });

  form.addEventListener("focusout", () => { if (state.waiting.length) save(); });
  window.addEventListener("online", () => { if (states.isRefused(state)) save(); });

  status.addEventListener("mousedown", ({ button }) => { state = states.mouseDown(state, button === 0 && hasButton()); });
  document.addEventListener("mouseup", () => {
    state = states.mouseUp(state);
    setTimeout(() => { // after the click, if it was one
      if (state.held !== null) status.innerHTML = state.held;
      state = states.shown(state);
    });
  });

  document.addEventListener("submit", (event) => {
    const isOurs = event.target === form;
    if (isOurs) refreshToken(form);
    if (states.mustWait(state, read(form), isOurs)) {
      event.preventDefault();
      state = states.waitingFor(state, { of: event.target, button: event.submitter });
      if (!state.request) save();
    } else if (isOurs) state = states.left(state);
  });

  document.addEventListener("visibilitychange", () => {
    if (states.savesOn(document.visibilityState, state, read(form))) save();
  });
  window.addEventListener("beforeunload", (event) => { if (onLeaving() === states.ASK) event.preventDefault(); });
  window.addEventListener("pagehide", () => {
    if (onLeaving() !== states.SEND) return;
    refreshToken(form);
    sendOnLeaving(form);
    state = states.left(state);
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted && state.leaving) location.reload(); });
  catchUp(form, isUnsaved);
}
