// Attaches behaviours to every element that names them, now and whenever htmx brings new ones.
import { ago } from "./ago.js";
import { autosave } from "./autosave.js";
import { connection } from "./connection.js";
import { copy } from "./copy.js";
import { countdown } from "./countdown.js";
import { dialog } from "./dialog.js";
import { drop } from "./drop.js";
import { elapsed } from "./elapsed.js";
import { focus } from "./focus.js";
import { frame } from "./frame.js";
import { grow } from "./grow.js";
import { listen as listenToKeys } from "./keys.js";
import { lookup } from "./lookup.js";
import { menu } from "./menu.js";
import { prefer } from "./prefer.js";
import { rows } from "./rows.js";
import { search } from "./search.js";
import { submit } from "./submit.js";
import { toast } from "./toast.js";
import { unsaved } from "./unsaved.js";

// What few pages need, or only once somebody begins to write, is fetched then. Without a connection the page goes on without it.
const later = (use) => import("./later.js").then(use, () => {});
const complete = (text) => {
  const begin = () => later((found) => found.complete(text));
  if (document.activeElement === text) begin();
  else text.addEventListener("focus", begin, { once: true });
};
const loaded = new Promise((done) => (document.readyState === "complete" ? done() : addEventListener("load", done, { once: true })));
const live = (article) => loaded.then(() => import("./live.js")).then((found) => found.live(article), () => {});
// The field is there at once: what is typed while its list is on the way goes into it.
const palette = (opener) => opener.addEventListener("click", (event) => {
  const box = document.getElementById("palette");
  if (!box) return;
  event.preventDefault();
  box.querySelector("input").value = "";
  box.showModal();
  later((found) => found.palette(box));
});
const reorder = (frame) => later((found) => found.reorder(frame));
const behaviours = { ago, autosave, complete, connection, copy, countdown, dialog, drop, elapsed, focus, frame, grow, live, lookup, menu, palette, prefer, reorder, rows, search, submit, toast, unsaved };
const attached = new WeakMap();

function attach(root) {
  const found = [...root.querySelectorAll("[data-behaviour]")];
  if (root.matches?.("[data-behaviour]")) found.unshift(root);
  for (const element of found) {
    const had = attached.get(element) ?? new Set();
    for (const name of element.dataset.behaviour.split(/\s+/)) {
      if (had.has(name) || !behaviours[name]) continue;
      had.add(name);
      behaviours[name](element);
    }
    attached.set(element, had);
  }
}

attach(document);
// A browser under load gives the focus late: what is typed at once would go nowhere.
if (document.activeElement === document.body) document.querySelector("[autofocus]")?.focus();
listenToKeys();
document.addEventListener("htmx:load", (event) => attach(event.detail.elt));
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "dialog-body") return;
  const holder = document.getElementById("dialog");
  if (!holder.open) holder.showModal();
  holder.querySelector("[autofocus], .form-errors, input:not([type=hidden]), textarea, select, button")?.focus();
});
document.addEventListener("click", (event) => {
  const close = event.target.closest("dialog [data-close]");
  if (!close) return;
  event.preventDefault();
  close.closest("dialog").close();
});
