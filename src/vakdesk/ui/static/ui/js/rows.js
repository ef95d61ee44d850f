// A list under the keyboard: j and k move, o opens, x selects; and the bar that appears when rows are selected.
export function rows(frame) {
  const all = () => [...frame.querySelectorAll("[data-row]")];
  const current = () => frame.querySelector("[data-row][data-current]");

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
    bar.toggleAttribute("data-any", picked > 0);
    bar.querySelector(".bulk-count").textContent = picked === 1 ? bar.dataset.one : bar.dataset.many.replace("%n", picked);
    for (const row of all()) row.toggleAttribute("data-picked", Boolean(row.querySelector(".pick:checked")));
  }

  document.addEventListener("rows:key", (event) => {
    if (!frame.isConnected) return;
    if (event.detail === "j") go(1);
    if (event.detail === "k") go(-1);
    if (event.detail === "o") current()?.querySelector(".row-link")?.click();
    if (event.detail === "x") current()?.querySelector(".pick")?.click();
  });
  frame.addEventListener("change", (event) => {
    if (event.target.matches(".pick-all")) for (const box of frame.querySelectorAll(".pick")) box.checked = event.target.checked;
    if (event.target.matches(".pick, .pick-all")) count();
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
