import assert from "node:assert/strict";
import { test } from "node:test";

import * as states from "../../static/autosave/state.js";
import { asking, down, EMPTY, open, signedOut, typed } from "./form.js";

const WEEKLY = typed({ agreement: ["Weekly"] });
const HUDDLES = typed({ agreement: ["Weekly huddles"] });
const PAGE = { online: true, tooLong: false, bytes: 1000 };
const leave = (state, now, page = {}) => states.onLeaving(state, now, { ...PAGE, ...page });

test("leaving sends what is not saved", () => {
  assert.equal(leave(open(), WEEKLY), states.SEND);
});

test("leaving does nothing where all is saved, or the page is left already", () => {
  assert.equal(leave(open(), EMPTY), states.NOTHING);
  assert.equal(leave(states.left(open()), WEEKLY), states.NOTHING);
});

test("leaving sends a save under way once more: it may be cut off", () => {
  assert.equal(leave(states.sending(open(), WEEKLY), WEEKLY), states.SEND);
});

test("leaving asks where more was typed since the save under way", () => {
  assert.equal(leave(states.sending(open(), WEEKLY), HUDDLES), states.ASK);
});

test("leaving asks after a save that was not taken, or that the server asks about", () => {
  for (const state of [down(WEEKLY), signedOut(WEEKLY), asking(WEEKLY)]) assert.equal(leave(state, WEEKLY), states.ASK);
});

test("leaving asks without a connection, over a limit of a text, and over what a browser sends on leaving", () => {
  for (const page of [{ online: false }, { tooLong: true }, { bytes: 60_000 }]) {
    assert.equal(leave(open(), WEEKLY, page), states.ASK);
  }
  assert.equal(leave(open(), WEEKLY, { bytes: 59_999 }), states.SEND);
});
