// Lets a text field grow with its text up to half the window.
export function grow(field) {
  const fit = () => {
    if (field.scrollHeight <= field.clientHeight) return;
    field.style.height = `${Math.min(field.scrollHeight + 4, innerHeight / 2)}px`;
  };
  field.addEventListener("input", fit);
  fit();
}
