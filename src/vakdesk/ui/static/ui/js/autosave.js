// Sends a form's content to data-url a second after typing stops, says when it was saved, and keeps the text when it was not.
export function autosave(form) {
  const status = form.querySelector("[data-saved-at]");
  const key = `unsent ${form.dataset.url}`;
  const text = form.querySelector("textarea");
  let waiting = 0;
  let sent = false;

  const kept = sessionStorage.getItem(key);
  if (kept && text && !text.value) text.value = kept;

  async function save() {
    waiting = 0;
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    try {
      const answer = await fetch(form.dataset.url, { method: "POST", body: data, headers: { "X-Quiet": "1" } });
      if (!answer.ok) throw new Error(answer.statusText);
      sessionStorage.removeItem(key);
      const advice = form.querySelector("[data-advice]");
      if (advice) advice.innerHTML = answer.status === 200 ? await answer.text() : "";
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      status.textContent = `${form.dataset.saved} ${time}`;
    } catch {
      if (text) sessionStorage.setItem(key, text.value);
      status.textContent = form.dataset.failed;
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 1000);
  });
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(waiting);
    sessionStorage.removeItem(key);
  });
  addEventListener("pagehide", () => {
    if (sent || !waiting || !text?.value) return;
    navigator.sendBeacon(form.dataset.url, new FormData(form));
  });
}
