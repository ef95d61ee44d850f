// Asks before leaving a page whose form holds text that was neither sent nor saved.
export function unsaved(form) {
  const asIs = () => JSON.stringify([...new FormData(form)].filter(([name, value]) => !name.startsWith("_") && name !== "csrfmiddlewaretoken" && !(value instanceof File)));
  const before = asIs();
  let sent = false;
  form.addEventListener("submit", (event) => { sent ||= !event.submitter?.formTarget; });
  addEventListener("beforeunload", (event) => {
    if (sent || !form.isConnected || form.dataset.url || asIs() === before) return;
    event.preventDefault();
  });
}
