// Opens the <dialog> whose id data-dialog names, instead of following the link.
export function dialog(opener) {
  opener.addEventListener("click", (event) => {
    const target = document.getElementById(opener.dataset.dialog);
    if (!target) return;
    event.preventDefault();
    opener.closest("details[open]")?.removeAttribute("open");
    target.showModal();
  });
}
