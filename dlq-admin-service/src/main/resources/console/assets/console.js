// What the console needs of the browser beside htmx: signing in and out, local times, and telling when the hub can't be reached.
(() => {
  "use strict";

  // The gateway takes nothing from a page of another origin: this header can't be sent from there.
  const CONSOLE = { "X-Console": "1" };

  function localTimes(root) {
    root.querySelectorAll("time[datetime]").forEach((time) => {
      const at = new Date(time.getAttribute("datetime"));
      if (!Number.isNaN(at.getTime())) {
        time.title = time.getAttribute("datetime");
        time.textContent = at.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "medium" });
      }
    });
  }

  function say(text) {
    const alert = document.getElementById("alert");
    alert.textContent = text;
  }

  async function signIn(form) {
    const problem = document.getElementById("sign-in-problem");
    problem.textContent = "";
    const token = form.elements.token.value;
    try {
      const answer = await fetch("/console/session", {
        method: "POST",
        headers: { ...CONSOLE, "Content-Type": "application/json" },
        body: JSON.stringify({ token }),
        credentials: "same-origin",
      });
      if (answer.ok) {
        const wanted = new URL(window.location.href);
        wanted.searchParams.delete("ended");
        window.location.assign(wanted.pathname + wanted.search);
        return;
      }
      problem.textContent =
        answer.status === 429 ? form.dataset.slow : answer.status < 500 ? form.dataset.wrong : form.dataset.failed;
    } catch {
      problem.textContent = form.dataset.failed;
    }
    form.elements.token.select();
  }

  async function signOut() {
    await fetch("/console/session", { method: "DELETE", headers: CONSOLE, credentials: "same-origin" });
    window.location.assign("/console/" + document.documentElement.lang + "/");
  }

  document.addEventListener("DOMContentLoaded", () => {
    localTimes(document);
    const form = document.getElementById("sign-in");
    if (form) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        signIn(form);
      });
      // Until now the browser would have put the token into the address.
      form.querySelector("button").disabled = false;
    }
    const out = document.getElementById("sign-out");
    if (out) {
      out.addEventListener("click", signOut);
      out.disabled = false;
    }
  });

  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    if (close) {
      document.querySelector(close.dataset.close).remove();
    }
  });

  document.addEventListener("htmx:configRequest", (event) => Object.assign(event.detail.headers, CONSOLE));
  document.addEventListener("htmx:load", (event) => localTimes(event.detail.elt));
  document.addEventListener("htmx:sendError", () => say(document.body.dataset.unreachable));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const type = event.detail.xhr.getResponseHeader("Content-Type") || "";
    if (event.detail.xhr.status === 401) {
      // The gateway itself refuses a change without a session.
      event.detail.shouldSwap = false;
      window.location.assign("/console/" + document.documentElement.lang + "/?ended");
    } else if (event.detail.xhr.status >= 400 && !type.startsWith("text/html")) {
      event.detail.shouldSwap = false;
      say(document.body.dataset.unreachable);
    } else if (event.detail.xhr.status < 400 && event.detail.requestConfig.verb !== "get") {
      say("");
    }
  });
})();
