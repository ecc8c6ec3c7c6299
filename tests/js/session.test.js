// When a page says that somebody will be signed out.

import assert from "node:assert/strict";
import test from "node:test";

import { stage } from "../../static/session.js";

test("a page asks again two minutes before the end", () => {
  assert.deepEqual(stage(1800), { shows: "nothing", again: 1680 });
});

test("it warns in the last two minutes, and asks at the end", () => {
  assert.deepEqual(stage(120), { shows: "warn", again: 120 });
  assert.deepEqual(stage(1), { shows: "warn", again: 1 });
});

test("it says so when it is over, and asks no more", () => {
  assert.deepEqual(stage(0), { shows: "ended", again: null });
  assert.deepEqual(stage(-5), { shows: "ended", again: null });
});
