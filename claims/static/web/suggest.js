// Suggestions while one types into a search field: a combobox with a listbox (WAI-ARIA). Without it, the form searches.
function set(element, given) {
  for (const name in given) element.setAttribute(name, given[name]);
}

function combobox(input) {
  const form = input.form, site = form.action.replace(/search\/$/, "");
  const list = document.createElement("ul"), id = `${input.id}-suggestions`;
  let options = [], chosen, timer, asking;

  set(list, { id, class: "suggestions", role: "listbox", "aria-label": input.labels[0].textContent });
  input.type = "text"; // a combobox is no searchbox
  set(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": id, enterkeyhint: "search" });
  input.parentElement.append(list);

  function choose(number) {
    chosen = number;
    options.forEach((each, n) => each.setAttribute("aria-selected", n === chosen));
    options[chosen]?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[chosen]?.id ?? "");
  }

  function show(rows) {
    options = rows.map(option);
    list.replaceChildren(...options);
    list.hidden = !rows.length;
    input.setAttribute("aria-expanded", !list.hidden);
    choose(-1);
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    show([]);
  }

  function option(row, number) {
    const [item, text, about] = ["li", "bdi", "small"].map((each) => document.createElement(each));
    set(item, { id: `${id}-${number}`, role: "option" });
    text.textContent = row.text ?? row.name ?? (row.headline || row.slug);
    if (row.language) text.lang = row.language;
    about.textContent = [form.dataset[row.status], form.dataset[row.type], row.speaker?.name].filter(Boolean).join(" · ");
    item.append(text, " ", about);
    item.onmousedown = (event) => event.preventDefault(); // the field keeps the focus
    item.onclick = () => location.assign(site + row.url.split("/api/v1/")[1]);
    return item;
  }

  async function suggest() {
    const words = new URLSearchParams(new FormData(form));
    asking = new AbortController();
    try {
      const response = await fetch(`/api/v1/search/?${words}&prefix=true&limit=8`, { signal: asking.signal });
      show(response.ok ? (await response.json()).results : []);
    } catch (error) {
      if (error.name !== "AbortError") show([]);
    }
  }

  input.oninput = () => {
    clearTimeout(timer);
    asking?.abort();
    if (input.value.trim().length > 1) timer = setTimeout(suggest, 150);
    else show([]);
  };
  input.onkeydown = (event) => {
    const count = options.length;
    if (!count || event.isComposing) return;
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown") choose((chosen + 1) % count);
    else if (event.key === "ArrowUp") choose((chosen < 1 ? count : chosen) - 1);
    else if (event.key === "Enter" && chosen >= 0) options[chosen].click();
    else return;
    event.preventDefault();
  };
  input.onblur = close;
  show([]);
}

document.querySelectorAll('form input[type="search"]').forEach(combobox);
