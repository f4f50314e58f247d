// Looks for new mails every few seconds and changes the list in place. Without this
// script the page works the same, with a link to look again.
"use strict";

const EVERY_MS = 2000;
const pause = document.getElementById("pause");
const news = document.getElementById("news");

document.getElementById("again").hidden = true;
pause.hidden = false;
pause.addEventListener("click", () => {
  const live = pause.getAttribute("aria-pressed") !== "true";
  pause.setAttribute("aria-pressed", String(live));
});

async function look() {
  const paused = pause.getAttribute("aria-pressed") !== "true";
  const list = document.getElementById("list");
  if (paused || document.hidden || list.dataset.firstPage === "no") return;
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("list");
  if (fresh.dataset.newest === list.dataset.newest) return;
  show(list, document.importNode(fresh, true));
}

function show(list, fresh) {
  const focused = list.contains(document.activeElement) && document.activeElement.id;
  const seen = new Set([...list.querySelectorAll("tr[id]")].map((row) => row.id));
  const added = [...fresh.querySelectorAll("tr[id]")].filter((row) => !seen.has(row.id));
  added.forEach((row) => row.classList.add("new"));
  list.replaceWith(fresh);
  if (focused) document.getElementById(focused)?.focus();
  news.textContent = added.length === 1 ? "One new mail" : `${added.length} new mails`;
}

async function watch() {
  try {
    await look();
    if (document.body.classList.contains("away")) news.textContent = "";
    document.body.classList.remove("away");
  } catch {
    document.body.classList.add("away");
    news.textContent = "No answer: the stack has stopped.";
  }
  setTimeout(watch, EVERY_MS);
}

setTimeout(watch, EVERY_MS);
