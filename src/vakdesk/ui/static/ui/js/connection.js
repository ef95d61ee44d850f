// Says that the connection is lost, for as long as it is.
export function connection(element) {
  const show = () => { element.hidden = navigator.onLine; };
  addEventListener("online", show);
  addEventListener("offline", show);
  document.addEventListener("htmx:sendError", () => { element.hidden = false; });
  document.addEventListener("htmx:afterOnLoad", show);
  show();
}
