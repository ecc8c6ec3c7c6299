// A form with two texts and a choice, as the page reads it, and how a save of it goes.

import * as states from "../../static/autosave/state.js";

export const EMPTY = { csrfmiddlewaretoken: ["a"], revision: ["0"], evidence: [""], agreement: [""], position: [] };
export const typed = (values) => ({ ...EMPTY, ...values });
export const open = () => states.begin(EMPTY, "Saved 9:00");

export function answer(state, { now = state.request.sent, waiting = [], put = [], httpStatus = 200 } = {}) {
  return states.saved(states.answered(state, waiting), now, put, { httpStatus, said: "Saved 9:01" });
}

export const signedOut = (now) => states.failed(states.sending(open(), now), 401);
export const down = (now) => states.failed(states.sending(open(), now), 500);
export const asking = (now) => answer(states.sending(open(), now), { httpStatus: 422 });
