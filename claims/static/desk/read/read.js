// The reading page: keys, cards for selected words, and a copy of what is typed until the server has it.
"use strict";

const main = document.querySelector("main.reading");
const notice = document.getElementById("notice");
const take = document.getElementById("take-selection");
const useKeys = document.getElementById("use-keys");
const card = () => document.getElementById("card");
const form = () => card().querySelector("form.fields");
const tell = (words) => { notice.textContent = words; };

// Offsets of the selected words in code points of the whole text; null where nothing of the text is selected.
function selectedSpan() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!document.getElementById("text").contains(range.commonAncestorContainer)) return null;
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  if (start === null || end === null) return null;
  const words = range.toString();
  const before = words.length - words.trimStart().length;
  const after = words.length - words.trimEnd().length;
  return words.trim() ? [start + before, end - after] : null;
}

function offsetOf(node, offset) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const paragraph = element.closest("p[data-start]");
  if (!paragraph) return null;
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEnd(node, offset);
  return Number(paragraph.dataset.start) + [...range.toString()].length;
}

function openSelection() {
  const span = selectedSpan();
  if (!span) return;
  take.hidden = true;
  const from = new URLSearchParams(location.search).get("from");
  const address = `?at=${span.join("-")}${from ? `&from=${from}` : ""}`;
  htmx.ajax("GET", address, { source: main, target: "#card", select: "#card", swap: "outerHTML show:none" });
}

// A copy of what is typed, kept in this browser until the server has the draft or the card.
const place = () => (card().dataset.span ? `card ${main.dataset.user} ${main.dataset.source} ${card().dataset.span}` : "");

function keepCopy() {
  if (!form()) return;
  const fields = [...new FormData(form())].filter(([name]) => name !== "csrfmiddlewaretoken");
  localStorage.setItem(place(), JSON.stringify(fields));
}

function restoreCopy() {
  const kept = place() && localStorage.getItem(place());
  if (!kept || !form()) return;
  const values = JSON.parse(kept);
  for (const field of form().elements) {
    if (!field.name || field.type === "hidden" || field.tagName === "BUTTON") continue;
    const own = values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "radio" || field.type === "checkbox") field.checked = own.includes(field.value);
    else if (own.length) field.value = own[0];
  }
  tell("What you typed here before the connection was lost is back. It is not recorded yet.");
}

function click(selector) {
  const found = document.querySelector(selector);
  if (found) found.click();
  return Boolean(found);
}

function focusOn(selector, details) {
  if (details && document.getElementById(details)) document.getElementById(details).open = true;
  const found = document.querySelector(selector);
  if (found) found.focus();
}

function choosePosition(number) {
  const found = card().querySelectorAll("input[name=position]:not([value=''])")[number - 1];
  if (!found) return;
  const details = found.closest("details");
  if (details) details.open = true;
  found.checked = true;
  found.dispatchEvent(new Event("input", { bubbles: true }));
}

// Chooses the first claim, then the next one, and after the last one none.
function nextClaim() {
  const offered = [...card().querySelectorAll("#claims input[name=claim]")];
  if (!offered.length) return;
  const details = offered[0].closest("details");
  if (details) details.open = true;
  const next = offered[(offered.findIndex((each) => each.checked) + 1) % offered.length];
  next.checked = true;
  next.focus();
  next.dispatchEvent(new Event("input", { bubbles: true }));
}

function chooseNew(name) {
  const details = document.getElementById(`new-${name}`);
  if (!details) return;
  details.open = true;
  const choice = details.querySelector("input[value=new]");
  choice.checked = true;
  choice.dispatchEvent(new Event("input", { bubbles: true }));
  details.querySelector("input[type=text], textarea").focus();
}

const KEYS = {
  n: () => click("#progress a[rel=next]"),
  p: () => click("#progress a[rel=prev]"),
  r: () => click("#card button.main"),
  x: () => click("#card button[value=dismiss]") || click("#card button[value=restore]"),
  s: () => focusOn("#speaker_words"),
  c: nextClaim,
  C: () => focusOn("#claim_words"),
  i: () => focusOn("#incident_words"),
  g: () => chooseNew("claim"),
  w: openSelection,
};

function isTyping(element) {
  return element.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    KEYS.r();
  } else if (event.key === "Escape" && isTyping(event.target)) {
    card().focus();
  } else if (useKeys.checked && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
    if (/^[1-6]$/.test(event.key)) choosePosition(Number(event.key));
    else if (Object.hasOwn(KEYS, event.key)) KEYS[event.key]();
    else return;
    event.preventDefault();
  }
});

function arrived() {
  const current = document.querySelector("#text [aria-current]");
  if (current) current.scrollIntoView({ block: "nearest" });
  restoreCopy();
}

if (main) {
  useKeys.checked = localStorage.getItem("keys") !== "off";
  useKeys.addEventListener("change", () => localStorage.setItem("keys", useKeys.checked ? "on" : "off"));
  document.addEventListener("selectionchange", () => { take.hidden = !selectedSpan(); });
  take.addEventListener("mousedown", (event) => event.preventDefault());
  take.addEventListener("click", openSelection);
  main.addEventListener("input", (event) => { if (event.target.closest("form[data-drafts]")) keepCopy(); });

  let sent = "";
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb === "post") sent = place();
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, requestConfig } = event.detail;
    const intent = requestConfig.parameters.intent;
    const kept = ["draft", "record", "dismiss", "discard"].includes(intent);
    if (kept && xhr.status >= 200 && xhr.status < 300) localStorage.removeItem(sent);
    if (xhr.status >= 200 && xhr.status < 300 && requestConfig.verb === "post") tell("");
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(name, (event) => {
      if (event.detail.requestConfig.verb === "post") keepCopy();
      tell("There is no connection. Nothing was recorded; what you typed stays here. Try again.");
    });
  }
  document.body.addEventListener("htmx:responseError", (event) => {
    keepCopy();
    const status = event.detail.xhr.status;
    tell(status === 401
      ? "You are logged out. Log in in another tab, then record this card once more; what you typed stays here."
      : `The server answered ${status}. Nothing was recorded; what you typed stays here. Try again.`);
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id === "card" || event.detail.elt.id === "card") {
      arrived();
      card().focus({ preventScroll: matchMedia("(min-width: 60rem)").matches });
    }
  });
  arrived();
}
