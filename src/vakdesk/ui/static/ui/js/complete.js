// Offers names after @ in a note and canned answers after / in a text; the text itself says which language it is in.
export function complete(text) {
  const form = text.form;
  const list = document.createElement("div");
  list.className = "lookup-list";
  list.id = `${text.id}-offered`;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  text.before(list);
  let waiting = 0;
  let asked = 0;
  let from = -1;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const current = () => list.querySelector("[aria-selected=true]");

  function select(option) {
    current()?.setAttribute("aria-selected", "false");
    option.id ||= `${list.id}-${options().indexOf(option)}`;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    text.setAttribute("aria-activedescendant", option.id);
  }

  function close() {
    asked += 1;
    clearTimeout(waiting);
    list.hidden = true;
    text.removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    const value = option.dataset.value + (text.value[from] === "@" ? " " : "");
    text.setRangeText(value, from, text.selectionStart, "end");
    close();
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function wanted() {
    const before = text.value.slice(0, text.selectionStart);
    const note = form.elements.mode.value === "staff";
    const found = (note ? /(?:^|[\s(])(@)([^\s@][^@\n]{0,30})?$/ : /(?:^|\s)(\/)([^\s/][^\n/]{0,30})?$/).exec(before);
    if (!found) return undefined;
    from = before.length - (found[2] ?? "").length - 1;
    return { url: found[1] === "@" ? text.dataset.at : text.dataset.slash, words: found[2] ?? "" };
  }

  async function ask() {
    const sought = wanted();
    if (!sought?.url) return close();
    const turn = (asked += 1);
    const answer = await fetch(`${sought.url}?q=${encodeURIComponent(sought.words)}`, { headers: { "X-Part": "options" } }).catch(() => undefined);
    const html = answer?.ok ? await answer.text() : "";
    if (turn !== asked || document.activeElement !== text) return undefined;
    list.innerHTML = html;
    if (!options().length) return close();
    list.hidden = false;
    return select(options()[0]);
  }

  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-controls", list.id);
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    if (wanted()) waiting = setTimeout(ask, 120);
    else close();
  });
  text.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const all = options();
    const at = all.indexOf(current());
    if (event.key === "ArrowDown") select(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp") select(all[(at - 1 + all.length) % all.length]);
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") choose(current());
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  text.addEventListener("blur", () => setTimeout(close, 150));
  for (const opener of form.querySelectorAll("[data-complete]")) {
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      const sign = opener.dataset.complete;
      const at = text.selectionStart;
      text.focus();
      text.setRangeText(at && !/\s/.test(text.value[at - 1]) ? ` ${sign}` : sign, at, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  form.addEventListener("change", (event) => {
    if (event.target.dataset?.lang) text.lang = event.target.dataset.lang;
  });
  form.addEventListener("click", (event) => {
    const away = event.target.closest("[data-advice-away]");
    if (away) away.closest("[data-advice]").dataset.away = "1";
  });
  ask(); // for what was typed while this was on the way
}
