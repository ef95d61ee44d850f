// The keyboard layer: presses the element whose data-key was typed, in the row at hand first, then in the page, then in what
// surrounds it; "g t" is typed one after another.
const pressed = [];
let forget = 0;

export function listen() {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") return send(event);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return press(event, "[data-behaviour~=palette]");
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return undefined;
    if (document.documentElement.dataset.shortcuts === "off" || event.key.length > 1) return undefined;
    clearTimeout(forget);
    forget = setTimeout(() => { pressed.length = 0; }, 1000);
    pressed.push(event.key);
    const both = pressed.slice(-2).join(" ");
    return press(event, `[data-key="${CSS.escape(both)}"]`) || press(event, `[data-key="${CSS.escape(event.key)}"]`) || letRowsKnow(event);
  });
}

function isTyping(element) {
  return element.isContentEditable || element.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=button])");
}

function press(event, selector) {
  const here = document.querySelector("[data-row][data-current]");
  const usable = [...document.querySelectorAll(selector)].filter(isUsable);
  const target = here?.querySelector(selector) ?? usable.find((one) => one.closest("main")) ?? usable[0];
  if (!target) return false;
  event.preventDefault();
  pressed.length = 0;
  if (here && target.closest("#bulk") && !document.querySelector(".pick:checked")) here.querySelector(".pick")?.click();
  if (target.matches("input:not([type=radio], [type=checkbox]), textarea, select")) target.focus();
  else target.click();
  if (target.matches("input[type=radio]")) target.form.querySelector("textarea")?.focus();
  return true;
}

function isUsable(element) {
  return !element.disabled && !element.closest("[hidden], [data-row]:not([data-current])");
}

function letRowsKnow(event) {
  document.dispatchEvent(new CustomEvent("rows:key", { detail: event.key }));
  return true;
}

function send(event) {
  const form = event.target.form ?? event.target.closest?.("form");
  if (!form) return false;
  event.preventDefault();
  const visible = [...form.querySelectorAll("button:not([type=button])")].filter((button) => button.offsetParent);
  form.requestSubmit(visible.find((button) => button.dataset.kind === "main") ?? visible[0]);
  return true;
}
