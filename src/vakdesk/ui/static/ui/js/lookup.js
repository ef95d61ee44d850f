// Suggestions for a text field from data-url?q=…, which answers elements with role=option and data-value.
import { listbox, typedEarly } from "./listbox.js";

export function lookup(frame) {
  const field = frame.querySelector("input");
  const list = document.createElement("div");
  list.className = "lookup-list";
  list.hidden = true;
  frame.append(list);
  let waiting = 0;
  let asked = 0;

  const show = (visible) => {
    list.hidden = !visible;
    field.setAttribute("aria-expanded", String(visible));
  };
  const { select, options } = listbox(field, list, {
    choose(option) {
      clearTimeout(waiting);
      asked += 1;
      field.value = option.dataset.value;
      show(false);
      field.dispatchEvent(new Event("change", { bubbles: true }));
    },
    escape: () => show(false),
  });

  async function ask() {
    const turn = (asked += 1);
    if (field.value.trim().length < 2) return show(false);
    const answer = await fetch(`${frame.dataset.url}?q=${encodeURIComponent(field.value)}`, { headers: { "X-Part": "options" } }).catch(() => undefined);
    const html = answer?.ok ? await answer.text() : "";
    if (turn !== asked || document.activeElement !== field) return undefined;
    list.innerHTML = html;
    select(options()[0]);
    return show(options().length > 0);
  }

  function askSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  }

  show(false);
  field.addEventListener("input", askSoon);
  if (typedEarly(field)) askSoon();
  field.addEventListener("blur", () => setTimeout(() => show(false), 150));
}
