// A message that can be closed, and leaves by itself when nobody is reading it, unless it offers something.
export function toast(element) {
  let leave = element.dataset.tone === "bad" || "stays" in element.dataset ? 0 : setTimeout(() => element.remove(), 10_000);
  element.querySelector("[data-close]")?.addEventListener("click", () => element.remove());
  for (const type of ["pointerenter", "focusin"]) element.addEventListener(type, () => { clearTimeout(leave); leave = 0; });
}
