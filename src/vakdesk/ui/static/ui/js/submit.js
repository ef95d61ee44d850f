// Marks a form as being sent, so that a second press does nothing; a page shown again from the back button is fresh.
export function submit(form) {
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget) return undefined; // it is answered in a frame, and the form stays
    if (form.dataset.sending) return event.preventDefault();
    form.dataset.sending = "1";
    event.submitter?.setAttribute("aria-busy", "true");
    setTimeout(free, 8000);
    return undefined;
  });
  const free = () => {
    delete form.dataset.sending;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  };
  form.addEventListener("htmx:afterRequest", free);
  addEventListener("pageshow", free);
}
