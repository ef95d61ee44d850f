// Ctrl-K: everything that can be done, found by typing. What the page itself allows (data-command) comes first.
import { listbox } from "./listbox.js";

const begun = new WeakMap();

export function palette(box) {
  if (!begun.has(box)) begun.set(box, begin(box));
  begun.get(box)();
}

function begin(box) {
  const field = box.querySelector("input");
  const list = box.querySelector(".palette-list");
  const { select, options } = listbox(field, list, { choose });

  function choose(option) {
    box.close();
    option.source.click();
  }

  function group(heading, sources) {
    if (!sources.length) return [];
    const head = document.createElement("h2");
    head.textContent = heading;
    const lines = sources.map((source) => {
      const line = document.createElement("div");
      line.setAttribute("role", "option");
      line.append(...[...source.childNodes].map((node) => node.cloneNode(true)));
      line.source = source;
      return line;
    });
    return [head, ...lines];
  }

  async function fill() {
    const here = group(list.dataset.here, [...document.querySelectorAll("[data-command]")].filter((one) => !one.disabled));
    list.replaceChildren(...here);
    filter();
    const answer = await fetch(box.dataset.url, { headers: { "X-Part": "commands" } }).catch(() => undefined);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const groups = [...page.querySelectorAll("section")].flatMap((section) => group(section.querySelector("h2").textContent, [...section.querySelectorAll("a")].map((link) => document.adoptNode(link))));
    list.append(...groups);
    for (const line of options()) if (!line.source.isConnected) line.source.click = () => location.assign(line.source.href);
    filter();
  }

  function filter() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const line of list.querySelectorAll("[role=option]")) line.hidden = !words.every((word) => line.textContent.toLowerCase().includes(word));
    for (const head of list.querySelectorAll("h2")) {
      let next = head.nextElementSibling;
      while (next?.hidden && next.matches("[role=option]")) next = next.nextElementSibling;
      head.hidden = !next || next.matches("h2, .palette-none");
    }
    list.querySelector(".palette-none")?.remove();
    if (!options().length) list.insertAdjacentHTML("beforeend", '<p class="palette-none"></p>');
    const none = list.querySelector(".palette-none");
    if (none) none.textContent = list.dataset.none;
    select(options()[0]);
  }

  field.addEventListener("input", filter);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !options().length) location.assign(`${box.dataset.search}?q=${encodeURIComponent(field.value)}`);
  });
  box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
  return fill;
}
