// What a page does beside its forms; without JavaScript everything still works.

import { autosave } from "./autosave/form.js";
import { watch } from "./session.js";

// The button of a form marked data-count-ticks says how many boxes are ticked.
function countTicks(form) {
  const show = () => {
    form.querySelector("[data-ticks]").textContent = form.querySelectorAll("input[type=checkbox]:checked").length;
  };
  form.addEventListener("change", show);
  window.addEventListener("pageshow", show); // after Back the boxes are as they were left
}

// A text with a limit in words says how many it has, counted as the server does (localities/kit/pages/phrases.py). Only that there
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
if (document.body.dataset.left) watch(document.body); // somebody is signed in
