import assert from "node:assert/strict";
import { test } from "node:test";

import * as states from "../../static/autosave/state.js";
import { answer, asking, down, EMPTY, open, signedOut, typed } from "./form.js";

const WEEKLY = typed({ agreement: ["Weekly"] });
const OURS = true;
const ANOTHER = false;

test("the status stays while the mouse is down on its button, and says afterwards what came meanwhile", () => {
  const down = states.mouseDown(asking(WEEKLY), true);
  assert.equal(down.holding, true);
  const held = states.holdBack(down, "Saved 9:02");
  const up = states.mouseUp(held);
  assert.deepEqual([up.holding, up.held], [false, "Saved 9:02"]);
  assert.equal(states.shown(up).held, null);
});

test("the mouse down beside a button holds nothing", () => {
  assert.equal(states.mouseDown(open(), false).holding, false);
});

test("a button of the form waits for a save under way and after one that failed", () => {
  assert.equal(states.mustWait(states.sending(open(), WEEKLY), WEEKLY, OURS), true);
  assert.equal(states.mustWait(down(WEEKLY), WEEKLY, OURS), true);
  assert.equal(states.mustWait(signedOut(WEEKLY), WEEKLY, OURS), true);
});

test("a button of the form does not wait where it brings all that is typed itself, or asks to compare", () => {
  assert.equal(states.mustWait(open(), WEEKLY, OURS), false);
  assert.equal(states.mustWait(asking(WEEKLY), WEEKLY, OURS), false);
});

test("another form waits for what is typed, not where nothing is or where it could wait for ever", () => {
  assert.equal(states.mustWait(open(), WEEKLY, ANOTHER), true);
  assert.equal(states.mustWait(open(), EMPTY, ANOTHER), false);
  assert.equal(states.mustWait(down(WEEKLY), WEEKLY, ANOTHER), false);
  assert.equal(states.mustWait(asking(WEEKLY), WEEKLY, ANOTHER), false);
  assert.equal(states.mustWait(states.left(open()), WEEKLY, ANOTHER), false);
});

test("a button that waited goes on once all is saved; its own form's also where the server asks", () => {
  assert.equal(states.goesOn(open(), ANOTHER), true);
  assert.equal(states.goesOn(asking(WEEKLY), ANOTHER), false);
  assert.equal(states.goesOn(asking(WEEKLY), OURS), true);
  assert.equal(states.goesOn(down(WEEKLY), OURS), false);
});

test("no button is pressed twice", () => {
  const under = states.waitingFor(states.sending(open(), WEEKLY), { button: "Save and next" });
  assert.deepEqual(under.pressed, { button: "Save and next" });
  assert.equal(answer(under).pressed, null);
  assert.equal(states.failed(under, 500).pressed, null);
});
