// Answers below the search field while one types; Enter goes to the page with all of them.
import { listbox, typedEarly } from "./listbox.js";

export function search(form) {
  const field = form.querySelector("input[type=search]");
  const list = document.createElement("div");
  list.className = "found";
  list.hidden = true;
  list.ariaLabel = field.ariaLabel;
  form.append(list);
  let waiting = 0;
  let asked = 0;

  const show = (visible) => {
    list.hidden = !visible;
    field.setAttribute("aria-expanded", String(visible));
  };
  listbox(field, list, {
    choose: (option) => location.assign(option.getAttribute("href")),
    escape: () => show(false),
  });

  async function ask() {
    const turn = (asked += 1);
    if (field.value.trim().length < 2) return show(false);
    const answer = await fetch(`${form.dataset.url}?q=${encodeURIComponent(field.value)}`, { headers: { "X-Part": "found" } }).catch(() => undefined);
    const html = answer?.ok ? await answer.text() : "";
    if (turn !== asked || document.activeElement !== field) return undefined;
    list.innerHTML = html;
    return show(Boolean(html.trim()));
  }

  function askSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  }

  show(false);
  field.addEventListener("input", askSoon);
  if (typedEarly(field)) askSoon();
  field.addEventListener("blur", () => setTimeout(() => show(false), 150));
}
