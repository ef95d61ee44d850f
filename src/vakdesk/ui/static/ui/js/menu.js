// Closes a <details> menu on Escape, on a click elsewhere, and when the focus leaves it.
export function menu(details) {
  const close = (back) => {
    if (!details.open) return;
    details.open = false;
    if (back) details.querySelector("summary").focus();
  };
  document.addEventListener("click", (event) => { if (!details.contains(event.target)) close(false); });
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(true);
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const lines = [...details.querySelectorAll(".menu-sheet :is(a, button)")];
    const step = event.key === "ArrowDown" ? 1 : -1;
    event.preventDefault();
    details.open = true;
    lines.at((lines.indexOf(document.activeElement) + step) % lines.length)?.focus();
  });
  details.addEventListener("focusout", (event) => { if (event.relatedTarget && !details.contains(event.relatedTarget)) close(false); });
}
