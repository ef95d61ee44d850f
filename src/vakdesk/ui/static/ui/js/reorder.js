// Ticked boxes whose order counts: each gets a button that moves it up. Without script they keep the order they stand in.
export function reorder(frame) {
  for (const line of frame.querySelectorAll(".check")) {
    const up = document.createElement("button");
    up.type = "button";
    up.className = "button";
    up.dataset.kind = "bare";
    up.dataset.size = "small";
    up.textContent = "↑";
    up.setAttribute("aria-label", `${frame.dataset.up}: ${line.textContent.trim()}`);
    const holder = document.createElement("div");
    holder.className = "reorder-line";
    line.replaceWith(holder);
    holder.append(line, up);
  }
  frame.addEventListener("click", (event) => {
    const line = event.target.closest("button")?.closest(".reorder-line");
    if (!line?.previousElementSibling) return;
    line.previousElementSibling.before(line);
    line.querySelector("button").focus();
  });
}
