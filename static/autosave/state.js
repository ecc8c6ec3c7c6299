// What a form that saves by itself knows, what happens to it, and what follows. Plain values in and out: form.js asks
// and obeys. `now` is what stands in the form (values.js).

import { baseOf, differ } from "./values.js";

// How the last save ended. ASKING: the server took what it could, and has a question or a fault to mend.
export const [SAVED, ASKING, FAILED, SIGNED_OUT] = ["saved", "asking", "failed", "signed out"];
// What leaving the page does.
export const [NOTHING, SEND, ASK] = ["nothing", "send", "ask"];

const KEEPALIVE_LIMIT = 60_000; // bytes: a page that is being left may send 64 kB

export const begin = (values, said) => ({
  outcome: SAVED,
  last: values, // what the server has, as far as this page knows
  said, // what the status said about that
  request: null, // the one under way: what it sent, whether its answer counts, which groups that replaced
  waiting: [], // ids of groups for which somebody else's answer waits until they are free
  pressed: null, // a button pressed while a save was under way, of this form or another on the page
  holding: false, // the mouse is down on a button in the status
  held: null, // what the status is to say once it is up
  leaving: false,
});

export const isRefused = ({ outcome }) => outcome === FAILED || outcome === SIGNED_OUT;
export const isUnsaved = (state, now) => state.outcome !== SAVED || differ(now, state.last);
export const hasNews = (state, now) => isRefused(state) || state.waiting.length > 0 || differ(now, state.last);
// Whether putting the page away, or coming back to it, is a moment to save.
export const savesOn = (visibility, state, now) =>
  visibility === "hidden" ? !isRefused(state) && isUnsaved(state, now) : state.outcome === SIGNED_OUT;

// A save, from sending to its answer.
export const sending = (state, now) => ({ ...state, request: { sent: now, answered: false, swapped: [] } });

// A group stays as it is while somebody types in it, or changed it since it was sent.
export const isBusy = ({ request }, now, names, typing) => typing || differ(now, request.sent, names);

export const answered = (state, waiting) => ({ ...state, waiting, request: { ...state.request, answered: true } });

export const swapped = ({ request, ...state }, id) => ({ ...state, request: { ...request, swapped: [...request.swapped, id] } });

// Where a field stays as it is, so does the revision that it started from.
export function basesToKeep({ waiting, request: { sent } }, revision) {
  const prefix = revision.replace(/revision$/, ""); // several forms on a page have a prefix each
  const fields = waiting.map((id) => id.replace(/^group_/, "")).filter((field) => field.startsWith(prefix));
  return fields.map((field) => [baseOf(field), (sent[baseOf(field)] ?? sent[revision])[0]]);
}

// What the answer put into the page is what the server has; of the rest, what was sent.
export function saved(state, now, swappedNames, { httpStatus, said }) {
  const put = Object.fromEntries(swappedNames.map((name) => [name, now[name]]));
  const outcome = httpStatus === 200 ? SAVED : ASKING;
  return { ...state, outcome, last: { ...state.request.sent, ...put }, said, request: null, pressed: null };
}

export const failed = (state, httpStatus) =>
  ({ ...state, outcome: httpStatus === 401 ? SIGNED_OUT : FAILED, request: null, pressed: null });

// A button pressed while a save is under way waits for its answer: it brings the revision to start from. After a
// failed save it tries once more and stays. Signing out, and every other form on the page, waits for a save first.
export const mustWait = (state, now, isOurs) =>
  isOurs ? state.request !== null || isRefused(state) : !state.leaving && state.outcome === SAVED && isUnsaved(state, now);
export const waitingFor = (state, pressed) => ({ ...state, pressed });
// Once it is saved; a question of the server keeps other forms waiting, not the button of this one.
export const goesOn = (state, isOurs) => state.outcome === SAVED || (state.outcome === ASKING && isOurs);

// A button in the status stays while the mouse is down on it: it would be gone before it is up, and the click lost.
export const mouseDown = (state, onButton) => ({ ...state, holding: onButton });
export const holdBack = (state, words) => ({ ...state, held: words });
export const mouseUp = (state) => ({ ...state, holding: false });
export const shown = (state) => ({ ...state, held: null });

export const left = (state) => ({ ...state, leaving: true });

// What is on the page can be sent while it is being left, so that nobody has to be asked. Not where a save failed or was
// refused, nor where more was typed since the one under way: the server would take that for somebody else's.
export function onLeaving(state, now, { online, tooLong, bytes }) {
  if (state.leaving || !isUnsaved(state, now)) return NOTHING;
  const typedSince = state.request !== null && differ(now, state.request.sent);
  return online && state.outcome === SAVED && !tooLong && !typedSince && bytes < KEEPALIVE_LIMIT ? SEND : ASK;
}
