// The little that pages do by themselves: keys, the command menu, menus that close, a bar while something loads.
// Every page works without it.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const isTyping = (event) =>
    event.isComposing || event.keyCode === 229 || event.target.closest("input, textarea, select, [contenteditable]");

  // A thin bar while a page or a part of it is on its way.
  const bar = document.createElement("div");
  bar.className = "progress";
  document.documentElement.append(bar);
  const busy = (on) => bar.classList.toggle("on", on);
  addEventListener("pagehide", () => busy(true));
  addEventListener("pageshow", () => busy(false));
  document.addEventListener("htmx:before:request", () => busy(true));
  document.addEventListener("htmx:finally:request", () => busy(false));

  // Menus close when one looks elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });

  const command = $("#command"), keys = $("#keys");
  const openCommand = () => { command.showModal(); $("input", command).select(); };
  let afterG = 0;

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && command) {
      event.preventDefault();
      if (!command.open) openCommand();
      return;
    }
    if (command?.open) return moveInCommand(event);
    if (event.key === "Escape") {
      for (const menu of all("details.menu[open]")) { menu.open = false; $("summary", menu).focus(); }
      const peek = $("#peek");
      if (peek?.firstChild) peek.replaceChildren();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    if (document.documentElement.dataset.shortcuts === "off") return;
    if (afterG && Date.now() - afterG < 1200) {
      afterG = 0;
      const goal = $(`[data-go="${CSS.escape(event.key)}"]`);
      if (goal) { event.preventDefault(); goal.click(); }
      return;
    }
    switch (event.key) {
      case "g": afterG = Date.now(); break;
      case "/": { const filter = $("[data-filter]") ?? $("#search"); if (filter) { event.preventDefault(); filter.focus(); } break; }
      case "?": if (keys && !keys.open) { event.preventDefault(); keys.showModal(); } break;
      case "j": case "ArrowDown": if (move(1)) event.preventDefault(); break;
      case "k": case "ArrowUp": if (move(-1)) event.preventDefault(); break;
      case "Enter": { const link = current() && !event.target.closest("a, button, summary") && $("a", current()); if (link) link.click(); break; }
      case " ": { const peek = current() && !event.target.closest("a, button, summary") && $("[data-peek]", current()); if (peek) { event.preventDefault(); peek.click(); } break; }
      case "x": { const box = current() && $('input[type="checkbox"]', current()); if (box) box.click(); break; }
      default: { const button = $(`[data-key="${CSS.escape(event.key)}"]`); if (button) { event.preventDefault(); button.click(); } }
    }
  });

  // One row of a list is the current one.
  const rows = () => all("[data-rows] > tr, [data-rows] > li");
  const current = () => $("[data-rows] > .current");
  const move = (by) => {
    const list = rows();
    if (!list.length) return false;
    const at = list.indexOf(current());
    const next = list[Math.min(list.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    list[at]?.classList.remove("current");
    next.classList.add("current");
    next.scrollIntoView({ block: "nearest" });
    ($("a", next) ?? next).focus({ preventScroll: true });
    return true;
  };

  const moveInCommand = (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const links = all("#command-results a");
    const at = links.findIndex((link) => link.classList.contains("current"));
    const to = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : null;
    if (to !== null && links.length) {
      event.preventDefault();
      links[at]?.classList.remove("current");
      const next = links[(to + links.length) % links.length];
      next.classList.add("current");
      next.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      links[at].click();
    }
  };

  // Forms that show their result at once send themselves; a form with data-live never while letters are being composed.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form) form.requestSubmit();
  });

  // "Select all" boxes, and the bar that counts what is selected.
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
    const list = box.closest("form[data-selection]");
    if (!list) return;
    const boxes = all('tbody input[type="checkbox"]', list);
    if (box.hasAttribute("data-all")) for (const one of boxes) one.checked = box.checked;
    for (const one of boxes) one.closest("tr").setAttribute("aria-selected", String(one.checked));
    const chosen = boxes.filter((one) => one.checked).length;
    for (const counter of all("[data-chosen]", list)) counter.textContent = String(chosen);
    for (const needs of all("[data-needs]", list)) {
      const [least, most] = needs.dataset.needs.split("-").map(Number);
      needs.disabled = chosen < least || chosen > (most || Infinity);
    }
  });

  // Totals of weights while they are typed; the server checks them again.
  for (const form of all("form[data-weights]")) form.addEventListener("input", () => {
    for (const total of all("[data-total]", form)) {
      const parts = all("[data-group]", form).filter((field) => field.dataset.group === total.dataset.total);
      const sum = parts.reduce((sum, field) => sum + Math.round(Number(field.value.replace(",", ".")) * 100), 0) / 100;
      total.textContent = Number.isFinite(sum) ? String(sum) : "–";
      total.classList.toggle("off", sum !== 100);
    }
  });

  // Copy buttons.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const text = button.dataset.copy === "address" ? location.href : ($(button.dataset.copy)?.textContent ?? "");
    navigator.clipboard?.writeText(text).then(() => { button.textContent = button.dataset.copied ?? button.textContent; });
  });

  // What was typed into a form survives an expired session: kept in this tab until the form is sent.
  for (const form of all("form[data-keep]")) {
    const name = `kept ${location.pathname} ${form.dataset.keep}`;
    const fields = () => all("input[name], textarea[name], select[name]", form)
      .filter((field) => !["hidden", "password", "file"].includes(field.type));
    try {
      const kept = JSON.parse(sessionStorage.getItem(name) ?? "null");
      if (kept) for (const field of fields()) if (field.name in kept && !field.value) field.value = kept[field.name];
    } catch { /* Storage may be switched off. */ }
    form.addEventListener("input", () => {
      try { sessionStorage.setItem(name, JSON.stringify(Object.fromEntries(fields().map((field) => [field.name, field.value])))); } catch { /* As above. */ }
    });
    form.addEventListener("submit", () => { form.dataset.sent = "true"; });
    if (document.body.dataset.done === form.dataset.keep) try { sessionStorage.removeItem(name); } catch { /* As above. */ }
  }

  // A chosen or dropped file says its name, and one that is too large says so before it is sent.
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file" || !input.dataset.limit) return;
    const name = $("[data-file-name]", input.parentElement), file = input.files[0];
    if (!name || !file) return;
    const isTooLarge = file.size > Number(input.dataset.limit);
    name.textContent = isTooLarge ? input.dataset.tooLarge : file.name;
    name.classList.toggle("error", isTooLarge);
    name.setAttribute("role", isTooLarge ? "alert" : "status");
    for (const button of all('button[type="submit"]', input.form)) button.disabled = isTooLarge;
  });
  for (const type of ["dragenter", "dragleave", "drop"]) document.addEventListener(type, (event) =>
    event.target.closest?.(".drop")?.classList.toggle("over", type === "dragenter"));

  // Progress of a job, told by the server as it happens; the page shows the same after a reload.
  for (const box of all("[data-events]")) {
    const source = new EventSource(box.dataset.events);
    source.addEventListener("progress", (event) => { box.innerHTML = event.data; });
    source.addEventListener("done", (event) => { source.close(); location.assign(event.data); });
  }
})();
