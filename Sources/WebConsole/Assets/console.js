// Keeps a page current while somebody looks at it. Every page works without this.
"use strict";
(() => {
  const main = document.getElementById("main");
  const state = document.querySelector("[data-live-state]");

  // Forms that cannot be taken back ask first; without this script the server asks on a page of its own.
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.ask;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  // Filters apply as soon as something is chosen.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form && event.target.matches("select, input[type=checkbox]")) form.requestSubmit();
  });

  // What was opened stays open, and the reader's place stays, when the page renews itself.
  const opened = () => [...main.querySelectorAll("details[id][open]")].map((element) => element.id);
  // Finds an element again in the text to come: the same one of those that are called alike and lead to the same place.
  const again = (element) => {
    const name = (of) => ["id", "href", "aria-label"].map((attribute) => of.getAttribute(attribute)).join("\n");
    const alike = () => [...main.querySelectorAll(element.localName)].filter((other) => name(other) === name(element));
    const index = alike().indexOf(element);
    return () => alike()[index];
  };
  const isBusy = () => {
    const active = document.activeElement;
    return (active && main.contains(active) && active.matches("input, select, textarea, button, summary")) ||
      String(window.getSelection()) !== "" || main.querySelector("form[data-changed], details.do[open]") !== null;
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form");
    if (form && form.method === "post") form.dataset.changed = "yes";
  });

  let isRenewing = false;
  let shown = "";
  const renew = async () => {
    if (isRenewing || document.hidden || isBusy()) return;
    isRenewing = true;
    try {
      const answer = await fetch(location.href, { headers: { "X-Part": "main" }, credentials: "same-origin" });
      if (answer.redirected || answer.status === 401) { location.reload(); return; }
      if (!answer.ok) return;
      const text = await answer.text();
      if (isBusy() || text === shown) return;
      const keep = opened();
      const active = document.activeElement;
      const focus = active && active !== main && main.contains(active) ? again(active) : null;
      const scrolled = [...main.querySelectorAll(".scroll, pre")].filter((element) => element.scrollLeft || element.scrollTop)
        .map((element) => ({ find: again(element), left: element.scrollLeft, top: element.scrollTop }));
      main.innerHTML = text;
      shown = text;
      for (const id of keep) { const element = document.getElementById(id); if (element) element.open = true; }
      for (const { find, left, top } of scrolled) find()?.scrollTo({ left, top, behavior: "instant" });
      // Who was at a row that is gone goes on from the top of the content, not from that of the page.
      if (focus) (focus() || main).focus({ preventScroll: true });
    } finally {
      isRenewing = false;
    }
  };

  if (!document.body.dataset.live || !window.EventSource) return;
  const show = (text) => { if (state) { state.hidden = false; state.textContent = text; } };
  const source = new EventSource("/live");
  source.addEventListener("open", () => show("live"));
  source.addEventListener("error", () => show("not connected"));
  source.addEventListener("state", (event) => {
    const now = JSON.parse(event.data);
    const badge = document.querySelector("[data-live-health]");
    const text = now.health === "ok" ? "All well" : now.health.charAt(0).toUpperCase() + now.health.slice(1);
    if (badge && badge.textContent !== text) {
      badge.textContent = text;
      badge.className = "badge changed health-" + now.health;
    }
    renew();
  });
  // What is being made is followed more closely than the system.
  setInterval(() => { if (main.querySelector("[data-making]")) renew(); }, 1000);
  window.addEventListener("pagehide", () => source.close());
})();
