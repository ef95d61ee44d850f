// Applies a choice of looks at once and keeps it without leaving the page.
export function prefer(form) {
  form.addEventListener("submit", (event) => {
    const { name, value } = event.submitter;
    if (!["theme", "density", "shortcuts", "navigation"].includes(name)) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    fetch(form.action, { method: "POST", body: data, headers: { "X-Quiet": "1" } }).then(() => name === "navigation" && location.reload());
    if (name === "navigation") return;
    document.documentElement.dataset[name] = value;
    for (const button of form.querySelectorAll(`button[name=${name}]`)) button.setAttribute("aria-pressed", String(button === event.submitter));
  });
}
