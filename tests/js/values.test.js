import assert from "node:assert/strict";
import { test } from "node:test";

import { differ, revisionsOf } from "../../static/autosave/values.js";
import { EMPTY, typed } from "./form.js";

test("a text, a choice and one more tick are differences", () => {
  assert.equal(differ(typed({ evidence: ["Rota"] }), EMPTY), true);
  assert.equal(differ(typed({ position: ["3"] }), EMPTY), true);
  assert.equal(differ(typed({ position: ["3", "4"] }), typed({ position: ["3"] })), true);
  assert.equal(differ(typed({}), EMPTY), false);
});

test("a token and where a row or a field started from are none", () => {
  const now = typed({ csrfmiddlewaretoken: ["b"], revision: ["1"], "leadership-revision": ["2"], base_revision_evidence: ["0"] });
  assert.equal(differ(now, EMPTY), false);
});

test("a field that is new and empty is no difference", () => {
  assert.equal(differ(typed({ note: [] }), EMPTY), false);
});

test("only the names that are asked for are compared", () => {
  assert.equal(differ(typed({ evidence: ["Rota"] }), EMPTY, ["agreement"]), false);
});

test("the revisions are those of every row, not those of fields", () => {
  const values = { revision: ["1"], "leadership-revision": ["2"], evidence: ["revision"], base_revision_evidence: ["0"] };
  assert.equal(revisionsOf(values), '[["revision",["1"]],["leadership-revision",["2"]]]');
});
