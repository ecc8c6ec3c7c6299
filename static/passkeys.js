// Pages with a passkey: allauth's script does the work, this one starts it and says when it went wrong.
const start = document.querySelector("[data-passkey]");
const error = document.getElementById("passkey-error");
const ids = { credential: start.dataset.credential, passwordless: start.dataset.passwordless, data: "passkey-data" };
for (const name of ["add", "authenticate", "login"]) ids[name] = "passkey-button";
window.allauth.webauthn.forms[start.dataset.passkey]({ ids });
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  error.hidden = false;
});
document.getElementById("passkey-button").addEventListener("click", () => {
  error.hidden = true;
});
