// The reading page: keys, cards for selected words, and a copy of what is typed until the server has it.
"use strict";

const main = document.querySelector("main.reading");
const notice = document.getElementById("notice");
const take = document.getElementById("take-selection");
// What this script says, in the language of the page.
const says = document.getElementById("words-of-script")?.dataset ?? {};
const useKeys = document.getElementById("use-keys");
const card = () => document.getElementById("card");
const form = () => card().querySelector("form.fields");
const tell = (words) => { if (notice.textContent !== words) notice.textContent = words; };

// Offsets of the selected words in code points of the whole text; null where nothing of the text is selected. A browser
// may begin or end a selection between paragraphs, so each paragraph is asked for its part.
function selectedSpan() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const selected = selection.getRangeAt(0);
  let span = null;
  for (const paragraph of document.querySelectorAll("#source-text p[data-start]")) {
    if (!selected.intersectsNode(paragraph)) continue;
    const part = document.createRange();
    part.selectNodeContents(paragraph);
    const before = part.cloneRange();
    if (selected.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(selected.startContainer, selected.startOffset);
    if (selected.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(selected.endContainer, selected.endOffset);
    before.setEnd(part.startContainer, part.startOffset);
    const words = part.toString();
    if (!words.trim()) continue;
    const start = Number(paragraph.dataset.start) + length(before) + length(words) - length(words.trimStart());
    span = [span ? span[0] : start, start + length(words.trim())];
  }
  return span;
}

const length = (text) => [...text.toString()].length;

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
  const fields = [...new FormData(form())].filter(([name]) => name !== "csrfmiddlewaretoken");
  localStorage.setItem(place(), JSON.stringify(fields));
}

function restoreCopy() {
  const kept = place() && localStorage.getItem(place());
  if (!kept || !form()) return;
  const values = JSON.parse(kept);
  // The text may have other words there by now: what was typed was not about them.
  if (form().elements.exact && values.find(([name]) => name === "exact")?.[1] !== form().elements.exact.value) return;
  for (const field of form().elements) {
    if (!field.name || field.type === "hidden" || field.tagName === "BUTTON") continue;
    const own = values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "radio" || field.type === "checkbox") field.checked = own.includes(field.value);
    else if (own.length) field.value = own[0];
  }
  tell(says.restored);
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

// Records the card. Where it is recorded already, opens the form for a further stance first.
function record() {
  const button = card().querySelector("button.main");
  const closed = button?.closest("details:not([open])");
  if (closed) closed.open = true;
  else button?.click();
}

// Chooses, from the field of a look-up, the next or the previous of the rows that are offered.
function chooseFound(field, step) {
  const offered = [...document.querySelectorAll(`${field.getAttribute("hx-target")} input:not([value=""])`)];
  if (!offered.length) return;
  const at = offered.findIndex((each) => each.type === "radio" && each.checked);
  const next = offered[at < 0 && step < 0 ? offered.length - 1 : (at + step + offered.length) % offered.length];
  next.focus();
  if (next.type !== "radio") return;
  next.checked = true;
  for (const name of ["input", "change"]) next.dispatchEvent(new Event(name, { bubbles: true }));
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
  r: record,
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
    record();
  } else if (event.key === "Enter" && event.target.matches("form.fields input")) {
    event.preventDefault(); // a browser would press the first button, which looks up a speaker
  } else if (event.target.type === "search" && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    chooseFound(event.target, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape" && isTyping(event.target)) {
    card().focus();
  } else if (useKeys.checked && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
    if (/^[1-6]$/.test(event.key)) choosePosition(Number(event.key));
    else if (Object.hasOwn(KEYS, event.key)) KEYS[event.key]();
    else return;
    event.preventDefault();
  }
});

function arrived(status) {
  document.querySelector("#source-text [aria-current]")?.scrollIntoView({ block: "nearest" });
  if (status !== 422) restoreCopy(); // a refused card has what was typed, as the server got it
}

// The first field that is wrong, or what is said about the card as a whole; else the card, from its beginning.
function focusOnCard() {
  const wrong = card().querySelector("[aria-invalid]") || card().querySelector(".group:has(> .errors) input")
    || card().querySelector(".error-box");
  if (wrong) return wrong.focus();
  card().focus({ preventScroll: true });
  const beside = matchMedia("(min-width: 60rem)").matches && card().getBoundingClientRect().top >= 0;
  if (!beside) card().scrollIntoView();
}

// A login makes a new token against forged requests; the forms of this page have the one before.
async function renewToken() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const token = page.querySelector("[name=csrfmiddlewaretoken]");
  for (const each of document.getElementsByName("csrfmiddlewaretoken")) each.value = token?.value ?? each.value;
}

const REFUSED = {
  401: `${says.loggedOut} ${says.notRecorded} ${says.logIn}`,
  403: `${says.changed} ${says.notRecorded} ${says.tryAgain}`,
};

if (main) {
  document.querySelector(".keys").hidden = false;
  useKeys.checked = localStorage.getItem("keys") !== "off";
  useKeys.addEventListener("change", () => localStorage.setItem("keys", useKeys.checked ? "on" : "off"));
  document.addEventListener("selectionchange", () => { take.hidden = !selectedSpan(); });
  // Words of a passage, which is a link, can be selected as well: what ends a selection is no click.
  main.addEventListener("click", (event) => {
    if (!event.detail || !event.target.closest(".passage") || !selectedSpan()) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  take.addEventListener("mousedown", (event) => event.preventDefault());
  take.addEventListener("click", openSelection);
  main.addEventListener("input", (event) => { if (event.target.form === form()) keepCopy(); });

  let sent = ""; // the place of the copy of the card that was sent
  let failed = false; // whether the last thing that was sent did not arrive
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb === "post") sent = place();
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, requestConfig } = event.detail;
    const posted = requestConfig.verb === "post";
    const arrivedWell = xhr.status >= 200 && xhr.status < 300;
    if (posted) failed = !arrivedWell;
    if (!arrivedWell) return;
    if (["draft", "record", "stance", "dismiss", "discard"].includes(requestConfig.parameters.intent)) localStorage.removeItem(sent);
    if (!failed) tell("");
  });
  // The answer of a look-up has the choice of the moment when it was asked; one that was made meanwhile stands.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig } = event.detail;
    const name = { speakers: "speaker", claims: "claim", incidents: "incidents" }[target.id];
    if (!name || !form()) return;
    const [asked, now] = [requestConfig.formData, new FormData(form())].map((each) => each.getAll(name).join(" "));
    if (asked !== now) event.detail.shouldSwap = false;
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(name, (event) => {
      const posted = event.detail.requestConfig.verb === "post";
      if (posted || !failed) tell(`${says.noConnection} ${posted ? `${says.notRecorded} ${says.tryAgain}` : ""}`);
    });
  }
  document.body.addEventListener("htmx:responseError", async (event) => {
    const status = event.detail.xhr.status;
    if (status === 403) await renewToken();
    tell(REFUSED[status] ?? `${says.answered.replace("{status}", status)} ${says.notRecorded} ${says.tryAgain}`);
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id === "card" || event.detail.elt.id === "card") {
      arrived(event.detail.xhr?.status);
      focusOnCard();
    }
  });
  arrived();
}
