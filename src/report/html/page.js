"use strict";
// The page works without this; with it, it can be filtered, walked through by keyboard, and findings
// can be accepted. Nothing is sent or stored anywhere.
(() => {
  const form = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const entries = new Set();
  const folded = new Set(document.querySelectorAll("main noscript"));
  const known = new Map();
  const accepted = new Map();
  let at = "";

  /** Takes up what can be filtered and accepted in a part of the page. */
  function enter(part) {
    for (const entry of part.querySelectorAll("[data-facets]")) entries.add(entry);
    for (const details of part.querySelectorAll(".accept")) details.hidden = false;
  }

  /** Makes elements of what is folded: a large report is read long before all of it is needed. */
  function unfold(fold) {
    folded.delete(fold);
    const part = document.createElement("template");
    part.innerHTML = fold.textContent;
    enter(part.content);
    fold.replaceWith(part.content);
  }

  function unfoldAll() {
    for (const fold of folded) unfold(fold);
  }

  /** Has work done when there is nothing else to do, or bit by bit where a browser can't tell. */
  function idle(work) {
    if (window.requestIdleCallback) return requestIdleCallback(work, { timeout: 60 });
    setTimeout(() => work({ timeRemaining: () => 0 }), 20);
  }

  /** Unfolds what comes near, and everything bit by bit while there is nothing else to do. */
  function unfoldAsNeeded() {
    const near = new IntersectionObserver((seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        const fold = target.querySelector("noscript");
        if (fold) unfold(fold);
      }
    }, { rootMargin: "100%" });
    for (const fold of folded) near.observe(fold.parentElement);
    // On a machine that is never idle, and while the page is scrolled, it goes on by parts of a frame.
    const work = (time) => {
      const end = performance.now() + Math.max(time.timeRemaining(), 6);
      for (const fold of folded) {
        if (performance.now() > end) return idle(work);
        near.unobserve(fold.parentElement);
        unfold(fold);
      }
    };
    idle(work);
  }

  /** The element of this name, unfolded if need be. */
  function named(id) {
    const fold = [...folded].find((fold) => fold.textContent.includes(`id="${id}"`));
    if (fold) unfold(fold);
    return document.getElementById(id);
  }

  /** The findings that are not filtered out. */
  function findings() {
    return [...document.querySelectorAll(".finding:not([hidden])")];
  }

  /** What an entry can be filtered by, worked out when first needed. */
  function facts(entry) {
    let facts = known.get(entry);
    if (!facts) {
      facts = { facets: JSON.parse(entry.dataset.facets), text: entry.textContent.toLowerCase() };
      known.set(entry, facts);
    }
    return facts;
  }

  function chosen() {
    return [...new FormData(form)].filter(([, value]) => value !== "");
  }

  function fits(entry, choices) {
    return choices.every(([name, value]) =>
      name === "text"
        ? facts(entry).text.includes(value.toLowerCase())
        : (facts(entry).facets[name] || []).includes(value));
  }

  function apply() {
    const choices = chosen();
    const filtered = choices.length > 0;
    if (filtered) unfoldAll();
    document.body.classList.toggle("filtered", filtered);
    for (const entry of entries) entry.hidden = filtered && !fits(entry, choices);
    const left = filtered ? findings().length : shown.dataset.all;
    shown.textContent = `${left} / ${shown.dataset.all}`;
    remember();
  }

  /** The address holds what is chosen and where the reader is. */
  function remember() {
    const state = new URLSearchParams(chosen());
    if (at) state.set("at", at);
    const hash = state.size > 0 ? `#?${state}` : "";
    history.replaceState(null, "", hash || location.pathname + location.search);
  }

  function restore() {
    if (location.hash.startsWith("#?")) {
      const state = new URLSearchParams(location.hash.slice(2));
      for (const control of form.elements) if (control.name) control.value = state.get(control.name) || "";
      at = state.get("at") || "";
    } else {
      at = decodeURIComponent(location.hash.slice(1));
    }
    apply();
    if (at) go(named(at));
  }

  function go(target) {
    if (!target) return;
    const entry = target.closest("[data-facets]");
    if (entry && entry.hidden) entry.hidden = false;
    at = target.id;
    target.scrollIntoView({ block: target.matches("mark") ? "center" : "start" });
    target.focus({ preventScroll: true });
    remember();
  }

  function step(by) {
    unfoldAll();
    const left = findings();
    const here = left.indexOf(document.activeElement.closest(".finding"));
    const next = here < 0 ? (by > 0 ? 0 : left.length - 1) : here + by;
    if (left[next]) go(left[next]);
  }

  /** A TOML string. */
  function quoted(text) {
    return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
  }

  function baseline() {
    const tables = [...accepted.values()].map((entry) => {
      const lines = ["fingerprint", "code", "article", "text", "reason"].map((key) => `${key} = ${quoted(entry[key])}`);
      if (entry.until) lines.push(`until = ${entry.until}`);
      return `[[accepted]]\n${lines.join("\n")}\n`;
    });
    return tables.join("\n");
  }

  /** The form to accept a finding goes where it is opened. */
  function offer(event) {
    const details = event.target;
    if (!details.matches(".accept") || !details.open || details.querySelector("form")) return;
    details.append(document.getElementById("accept").content.cloneNode(true));
  }

  function accept(event) {
    event.preventDefault();
    const answers = new FormData(event.target);
    const reason = answers.get("reason").trim();
    if (!reason) return;
    const details = event.target.closest(".accept");
    const entry = JSON.parse(details.dataset.entry);
    accepted.set(entry.fingerprint, { ...entry, reason, until: answers.get("until") });
    details.closest(".finding").classList.add("accepted");
    details.open = false;
    document.getElementById("accepted-count").textContent = accepted.size;
    document.getElementById("accepting").hidden = false;
  }

  function download() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([baseline()], { type: "application/toml" }));
    link.download = "daejo-baseline.toml";
    link.click();
    URL.revokeObjectURL(link.href);
  }

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    go(named(link.getAttribute("href").slice(1)));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
  document.getElementById("findings").addEventListener("submit", accept);
  document.getElementById("findings").addEventListener("toggle", offer, true);
  document.getElementById("download").addEventListener("click", download);
  addEventListener("hashchange", restore);
  addEventListener("beforeprint", unfoldAll);
  addEventListener("beforeunload", (event) => { if (accepted.size > 0) event.preventDefault(); });
  form.hidden = false;
  enter(document);
  unfoldAsNeeded();
  restore();
})();
