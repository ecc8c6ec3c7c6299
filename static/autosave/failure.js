// What the page says when a save was not taken.

// By the status of the answer. Where there is nothing to say, the server or the line is down.
export function reason(httpStatus) {
  if (httpStatus === 401) return "You are signed out.";
  if (httpStatus === 409) return "Somebody else is signed in in this browser now. Sign in as yourself in another tab first.";
  if (httpStatus === 403 || httpStatus === 404) return "You may not change it any more: copy it, then load the page again.";
  return "";
}

export function showFailure(form, httpStatus, tryAgain) {
  const shown = document.getElementById("not-saved");
  if (shown?.dataset.status === String(httpStatus)) return; // or a click on what it says would miss
  shown?.remove();
  const box = document.createElement("div");
  box.id = "not-saved";
  box.dataset.status = httpStatus;
  box.className = "app-unsaved";
  box.setAttribute("role", "alert");
  box.innerHTML = `<p><strong class="app-saved--failed">Not saved.</strong> Your text is still on this page. <span></span></p>
    <button type="button" class="nhsuk-button nhsuk-button--small">Try again</button>`;
  box.querySelector("span").textContent = reason(httpStatus);
  if (httpStatus === 401) box.querySelector("p").append(" ", signInLink(form.dataset.signIn));
  box.querySelector("button").addEventListener("click", () => {
    box.remove(); // so that it is said again if it fails again
    tryAgain();
  });
  form.append(box);
}

function signInLink(address) {
  const link = document.createElement("a");
  Object.assign(link, { href: address, target: "_blank", rel: "noopener" });
  link.textContent = "Sign in again (opens in a new tab), then come back here.";
  return link;
}

export const clearFailure = () => document.getElementById("not-saved")?.remove();

// Errors that came with the page are mended once everything is saved.
export function clearErrors(form) {
  document.querySelector(".nhsuk-error-summary")?.remove();
  document.title = document.title.replace(/^Error: /, "");
  for (const error of form.querySelectorAll(".nhsuk-error-message[id$=-error]")) {
    for (const described of form.querySelectorAll(`[aria-describedby~="${error.id}"]`)) {
      const others = described.getAttribute("aria-describedby").split(" ").filter((id) => id !== error.id);
      described.setAttribute("aria-describedby", others.join(" "));
    }
    error.remove();
  }
  for (const marked of form.querySelectorAll("[class*=nhsuk-][class*=--error]")) {
    marked.classList.remove(...[...marked.classList].filter((name) => name.endsWith("--error")));
  }
}
