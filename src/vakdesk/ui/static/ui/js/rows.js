// A list under the keyboard: j and k move, o opens, x selects, X (or a click with shift) up to there; and the bar that appears when rows are selected.
export function rows(frame) {
  const all = () => [...frame.querySelectorAll("[data-row]")];
  const current = () => frame.querySelector("[data-row][data-current]");

  let last; // the row that was selected last, from which a range begins

  function select(to) {
    const box = to?.querySelector(".pick");
    if (!box) return;
    box.click();
    last = to;
  }

  function selectRange(to) {
    const found = all();
    const [from, until] = [found.indexOf(last), found.indexOf(to)].sort((one, other) => one - other);
    if (until < 0) return;
    for (const row of found.slice(Math.max(from, 0), until + 1)) row.querySelector(".pick").checked = true;
    last = to;
    count();
  }

  function go(step) {
    const found = all();
    const next = found[Math.max(0, Math.min(found.length - 1, found.indexOf(current()) + step))];
    if (!next) return;
    current()?.removeAttribute("data-current");
    next.dataset.current = "";
    next.querySelector(".row-link")?.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function count() {
    const bar = frame.querySelector(".bulk");
    if (!bar) return;
    const picked = frame.querySelectorAll(".pick:checked").length;
    const boxes = frame.querySelectorAll(".pick").length;
    bar.toggleAttribute("data-any", picked > 0);
    bar.toggleAttribute("data-all", picked > 0 && picked === boxes);
    if (picked < boxes && bar.elements.all) bar.elements.all.checked = false;
    for (const box of frame.querySelectorAll(".pick-all")) Object.assign(box, { checked: picked > 0 && picked === boxes, indeterminate: picked > 0 && picked < boxes });
    bar.querySelector(".bulk-count").textContent = picked === 1 ? bar.dataset.one : bar.dataset.many.replace("%n", picked);
    for (const row of all()) row.toggleAttribute("data-picked", Boolean(row.querySelector(".pick:checked")));
  }

  document.addEventListener("rows:key", (event) => {
    if (!frame.isConnected) return;
    if (event.detail === "j") go(1);
    if (event.detail === "k") go(-1);
    if (event.detail === "o") current()?.querySelector(".row-link")?.click();
    if (event.detail === "x") select(current());
    if (event.detail === "X") selectRange(current());
  });
  frame.addEventListener("click", (event) => {
    if (!event.target.matches(".pick")) return;
    if (event.shiftKey) selectRange(event.target.closest("[data-row]"));
    else last = event.target.closest("[data-row]");
  });
  frame.addEventListener("change", (event) => {
    if (event.target.matches(".pick-all, [name=all]:checked")) for (const box of frame.querySelectorAll(".pick")) box.checked = event.target.checked;
    if (event.target.matches(".pick, .pick-all, [name=all]")) count();
  });
  frame.addEventListener("click", (event) => {
    if (!event.target.closest("[data-clear]")) return;
    for (const box of frame.querySelectorAll(".pick:checked")) box.checked = false;
    count();
  });
  frame.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || row === current()) return;
    current()?.removeAttribute("data-current");
    row.dataset.current = "";
  });
  count();
}
