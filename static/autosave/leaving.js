// What was typed in the last moments before a page is left.

import { read, revisionsOf } from "./values.js";

const SENT_ON_LEAVING = "sent-on-leaving"; // in sessionStorage: of which page, and from which revisions
const mark = (form) => JSON.stringify([location.href, revisionsOf(read(form))]);

// It may have been under way and been cut off: sent twice, it is one change.
export function sendOnLeaving(form) {
  const headers = { "HX-Request": "true", "X-Made-For": form.dataset.madeFor };
  const body = new URLSearchParams(new FormData(form));
  fetch(form.getAttribute("hx-post"), { method: "POST", keepalive: true, headers, body }).catch(() => {});
  sessionStorage.setItem(SENT_ON_LEAVING, mark(form));
}

// Loading the page again may overtake what leaving it sent. A page that is made from before that is asked for once
// more, so that its reader sees what they wrote and is not told of somebody else's change that was their own.
export function catchUp(form, isUnsaved) {
  if (sessionStorage.getItem(SENT_ON_LEAVING) !== mark(form)) return;
  sessionStorage.removeItem(SENT_ON_LEAVING);
  setTimeout(() => { if (!isUnsaved()) location.reload(); }, 500);
}
