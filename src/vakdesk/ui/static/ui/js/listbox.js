// A field that chooses from a list below it: arrows, Enter, Escape, and the names that screen readers need.
let count = 0;

export function listbox(field, list, { choose, escape }) {
  list.id ||= `listbox-${(count += 1)}`;
  list.setAttribute("role", "listbox");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);

  const options = () => [...list.querySelectorAll("[role=option]")].filter((option) => !option.hidden);
  const current = () => list.querySelector("[role=option][aria-selected=true]");

  function select(option) {
    current()?.setAttribute("aria-selected", "false");
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.id ||= `option-${(count += 1)}`;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    return field.setAttribute("aria-activedescendant", option.id);
  }

  field.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.indexOf(current());
    if (event.key === "ArrowDown" && all.length) select(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp" && all.length) select(all[(at - 1 + all.length) % all.length]);
    else if (event.key === "Enter" && current() && !list.hidden) choose(current());
    else if (event.key === "Escape" && !list.hidden && escape) escape();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  return { select, options };
}

// Whether somebody typed here before this script came, and waits for an answer.
export function typedEarly(field) {
  return document.activeElement === field && field.value !== field.defaultValue;
}
