// Keeps "5 min ago" true while the page stays open; older moments do not change within a visit.
const moments = new Set();

export function ago(element) {
  if (Date.now() - Date.parse(element.dateTime) < 3_600_000) moments.add(element);
}

setInterval(() => {
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always", style: "short" });
  for (const element of moments) {
    const minutes = Math.floor((Date.now() - Date.parse(element.dateTime)) / 60_000);
    if (!element.isConnected || minutes >= 60) moments.delete(element);
    else if (minutes >= 1) element.textContent = words.format(-minutes, "minute");
  }
}, 30_000);
