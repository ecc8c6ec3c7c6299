import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { reason } from "../../static/autosave/failure.js";
import * as states from "../../static/autosave/state.js";
import { answer, asking, down, EMPTY, open, signedOut, typed } from "./form.js";

const WEEKLY = typed({ agreement: ["Weekly"] });
const HUDDLES = typed({ agreement: ["Weekly huddles"] });

test("the form asks htmx to wait for the last key, and to send one at a time and the newest after it", () => {
  const attributes = readFileSync(new URL("../../templates/components/autosave.html", import.meta.url), "utf8");
  assert.match(attributes, /hx-trigger="input delay:700ms, change, autosave"/);
  assert.match(attributes, /hx-sync="this:queue last"/);
});

test("a page as it came has nothing to save", () => {
  assert.equal(states.isUnsaved(open(), EMPTY), false);
  assert.equal(states.hasNews(open(), EMPTY), false);
});

test("what is typed is unsaved until its answer came, and then saved", () => {
  const under = states.sending(open(), WEEKLY);
  assert.equal(states.isUnsaved(under, WEEKLY), true);
  const after = answer(under);
  assert.equal(after.outcome, states.SAVED);
  assert.equal(after.said, "Saved 9:01");
  assert.equal(after.request, null);
  assert.equal(states.isUnsaved(after, WEEKLY), false);
  assert.equal(states.hasNews(after, WEEKLY), false);
});

test("what is typed during a save is sent after it", () => {
  const after = answer(states.sending(open(), WEEKLY), { now: HUDDLES });
  assert.equal(states.isUnsaved(after, HUDDLES), true);
  assert.equal(states.hasNews(after, HUDDLES), true);
});

test("what a colleague saved and the answer put into the page is not sent back", () => {
  const merged = typed({ agreement: ["Weekly"], evidence: ["Rota of June"] });
  const after = answer(states.sending(open(), WEEKLY), { now: merged, put: ["evidence"] });
  assert.equal(states.hasNews(after, merged), false);
});

test("a group in use keeps its place, one that is free does not", () => {
  const under = states.sending(open(), WEEKLY);
  assert.equal(states.isBusy(under, WEEKLY, ["evidence"], true), true);
  assert.equal(states.isBusy(under, HUDDLES, ["agreement"], false), true);
  assert.equal(states.isBusy(under, HUDDLES, ["evidence"], false), false);
});

test("an answer notes which groups it replaced and which wait, and those that wait are asked for again", () => {
  const replaced = states.swapped(states.answered(states.sending(open(), WEEKLY), ["group_evidence"]), "group_agreement");
  assert.deepEqual(replaced.request.swapped, ["group_agreement"]);
  assert.equal(replaced.request.answered, true);
  const after = answer(replaced, { waiting: ["group_evidence"] });
  assert.equal(states.isUnsaved(after, WEEKLY), false);
  assert.equal(states.hasNews(after, WEEKLY), true);
});

test("a field that waits keeps the revision it started from while the form goes on", () => {
  const first = states.answered(states.sending(open(), typed({ revision: ["3"] })), ["group_evidence"]);
  assert.deepEqual(states.basesToKeep(first, "revision"), [["base_revision_evidence", "3"]]);
  const values = typed({ revision: ["5"], base_revision_evidence: ["3"] });
  const second = states.answered(states.sending(first, values), ["group_evidence"]);
  assert.deepEqual(states.basesToKeep(second, "revision"), [["base_revision_evidence", "3"]]);
});

test("each row of a page keeps the bases of its own fields", () => {
  const values = { "one-revision": ["1"], "two-revision": ["2"], "two-state": ["planned"] };
  const under = states.answered(states.sending(open(), values), ["group_two-state"]);
  assert.deepEqual(states.basesToKeep(under, "one-revision"), []);
  assert.deepEqual(states.basesToKeep(under, "two-revision"), [["base_revision_two-state", "2"]]);
});

test("after a failure everything is still unsaved and is tried again, until it is taken", () => {
  const after = down(WEEKLY);
  assert.equal(after.outcome, states.FAILED);
  assert.equal(states.isRefused(after), true);
  assert.equal(states.isUnsaved(after, WEEKLY), true);
  assert.equal(states.hasNews(after, EMPTY), true); // typed back: the server may have the rest
  assert.equal(answer(states.sending(after, WEEKLY)).outcome, states.SAVED);
});

test("each failure that a person can do something about has words", () => {
  assert.match(reason(401), /signed out/);
  assert.match(reason(409), /Somebody else is signed in/);
  assert.match(reason(403), /may not change it any more/);
  assert.equal(reason(404), reason(403));
  assert.deepEqual([reason(500), reason(0)], ["", ""]);
});

test("signed out is a state of its own, left by coming back to the page", () => {
  const after = signedOut(WEEKLY);
  assert.equal(after.outcome, states.SIGNED_OUT);
  assert.equal(states.isRefused(after), true);
  assert.equal(states.savesOn("visible", after, WEEKLY), true);
  assert.equal(states.savesOn("hidden", after, WEEKLY), false);
  assert.equal(states.savesOn("visible", down(WEEKLY), WEEKLY), false);
});

test("a question of the server leaves the form unsaved, but does not send the same again", () => {
  const after = asking(WEEKLY);
  assert.equal(after.outcome, states.ASKING);
  assert.equal(states.isUnsaved(after, WEEKLY), true);
  assert.equal(states.hasNews(after, WEEKLY), false);
});

test("putting the page away saves what is unsaved, and nothing else does", () => {
  assert.equal(states.savesOn("hidden", open(), WEEKLY), true);
  assert.equal(states.savesOn("hidden", open(), EMPTY), false);
  assert.equal(states.savesOn("hidden", down(WEEKLY), WEEKLY), false);
  assert.equal(states.savesOn("visible", open(), WEEKLY), false);
});
