// Copies data-text, or the text of the element that data-from names, and says so on the button for a moment.
export function copy(button) {
  button.addEventListener("click", async () => {
    const source = button.dataset.from && document.querySelector(button.dataset.from);
    await navigator.clipboard.writeText(button.dataset.text ?? source.textContent.trim());
    const before = button.textContent;
    button.textContent = button.dataset.done ?? before;
    setTimeout(() => { button.textContent = before; }, 1500);
  });
}
