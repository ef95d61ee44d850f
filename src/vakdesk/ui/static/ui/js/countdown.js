// Says how many seconds are left until data-until; a screen reader hears the first and the last of it only.
export function countdown(element) {
  const until = Date.parse(element.dataset.until);
  const told = element.cloneNode(false);
  told.className = "sr";
  delete told.dataset.behaviour;
  element.ariaHidden = "true";
  element.after(told);

  function show() {
    const left = Math.ceil((until - Date.now()) / 1000);
    element.textContent = left > 0 ? element.dataset.words.replace("#", left) : element.dataset.over;
    if (!told.textContent || left <= 0) told.textContent = element.textContent;
    if (left > 0 && element.isConnected) setTimeout(show, 500);
  }
  show();
}
