// Keeps "0:12" true: how many hours and minutes have passed since a moment.
const running = new Set();

export function elapsed(element) {
  running.add(element);
}

setInterval(() => {
  for (const element of running) {
    const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(element.dataset.since)) / 60_000));
    if (element.isConnected) element.textContent = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
    else running.delete(element);
  }
}, 10_000);
