// Suggestions while one types into a search field: a combobox with a list (WAI-ARIA). Without it, the form searches.
const API = "/api/v1/";
const WAIT = 150; // milliseconds after the last key
const TITLES = { speaker: "name", claim: "text", statement: "text", incident: "name", source: "headline" };
const prefix = location.pathname.match(/^\/[a-z]{2}(?=\/)/)?.[0] ?? "";

function page(url) {
  return prefix + "/" + url.split(API)[1];
}

function combobox(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  list.hidden = true;
  input.parentElement.append(list);
  const set = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(set)) input.setAttribute(name, value);
  let chosen = -1, timer = 0, asking = null;

  function open(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) choose(-1);
  }

  function choose(number) {
    chosen = number;
    [...list.children].forEach((each, n) => each.setAttribute("aria-selected", String(n === number)));
    if (number < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[number].id);
  }

  function stop() {
    clearTimeout(timer);
    asking?.abort();
    open(false);
  }

  function option(row, number) {
    const item = document.createElement("li");
    item.id = `${list.id}-${number}`;
    item.setAttribute("role", "option");
    item.dataset.page = page(row.url);
    const text = document.createElement("bdi");
    text.textContent = row[TITLES[row.type]] || row.slug;
    if (row.language) text.lang = row.language;
    const kind = document.createElement("small");
    kind.textContent = input.form.dataset[row.type] ?? row.type;
    item.append(text, " ", kind);
    item.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    item.addEventListener("click", () => location.assign(item.dataset.page));
    return item;
  }

  async function suggest() {
    const words = input.value.trim();
    if (words.length < 2) return open(false);
    asking = new AbortController();
    const query = new URLSearchParams({ q: words, prefix: "true", limit: "8" });
    for (const each of input.form.querySelectorAll("input[type=hidden]")) query.set(each.name, each.value);
    try {
      const response = await fetch(`${API}search/?${query}`, { signal: asking.signal });
      if (!response.ok) return open(false);
      const { results } = await response.json();
      list.replaceChildren(...results.map(option));
      choose(-1);
      open(results.length > 0);
    } catch (error) {
      if (error.name !== "AbortError") open(false);
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    asking?.abort(); // an answer for other words than those in the field
    timer = setTimeout(suggest, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === "Escape" && count) stop();
    else if (event.key === "ArrowDown" && count) choose((chosen + 1) % count);
    else if (event.key === "ArrowUp" && count) choose((chosen <= 0 ? count : chosen) - 1);
    else if (event.key === "Enter" && count && chosen >= 0) location.assign(list.children[chosen].dataset.page);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", stop);
}

for (const input of document.querySelectorAll('form input[type="search"]')) combobox(input);
