// Says two minutes before somebody is signed out, and puts it off when they ask for that. The server decides
// (localities/auth/session_limits.py): it is asked before anything is said, since other tabs count too.

const WARNING = 120; // seconds before the end

// What to show with so many seconds left, and after how many to ask again.
export function stage(seconds) {
  if (seconds <= 0) return { shows: "ended", again: null };
  if (seconds <= WARNING) return { shows: "warn", again: seconds };
  return { shows: "nothing", again: seconds - WARNING };
}

function dialogOf(html) {
  document.getElementById("session")?.remove();
  document.body.insertAdjacentHTML("beforeend", html);
  return document.getElementById("session");
}

export function watch(body) {
  let timer;
  let html = "";

  function show(seconds) {
    const { shows, again } = stage(seconds);
    clearTimeout(timer);
    if (again !== null) timer = setTimeout(ask, again * 1000);
    if (shows === "nothing") return document.getElementById("session")?.remove();
    const dialog = dialogOf(html);
    const part = (name) => dialog.querySelector(`[data-part=${name}]`);
    part("warn").hidden = shows !== "warn";
    part("ended").hidden = shows !== "ended";
    const end = new Date(Date.now() + seconds * 1000);
    part("at").textContent = end.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    part("stay")?.addEventListener("click", () => ask("POST"));
    dialog.querySelectorAll("[data-part=close]").forEach((button) => {
      button.addEventListener("click", () => dialog.remove());
    });
    dialog.showModal();
  }

  async function ask(method = "GET") {
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    const headers = method === "POST" ? { "X-CSRFToken": token } : {};
    try {
      const answer = await fetch(body.dataset.session, { method, headers, redirect: "manual" });
      const left = answer.ok ? await answer.json() : { seconds: 0, dialog: html };
      html = left.dialog;
      if (html) show(left.seconds); // without it nothing is known that could be said
    } catch {
      timer = setTimeout(ask, 10_000); // no network just now
    }
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") ask(); // a laptop that slept
  });
  timer = setTimeout(ask, Math.max(0, Number(body.dataset.left) - WARNING) * 1000);
}
