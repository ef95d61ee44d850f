// Lets a file input take what is dropped on its frame or pasted into its form, adds to what is chosen, and lists it.

export function drop(frame) {
  const input = frame.querySelector("input[type=file]");
  const list = frame.querySelector(".drop-list");
  const template = frame.querySelector("template");
  let chosen = [];

  function take(files) {
    chosen = [...chosen, ...files];
    put();
  }

  function put() {
    const holder = new DataTransfer();
    chosen.forEach((file) => holder.items.add(file));
    input.files = holder.files;
    list.replaceChildren(...chosen.map((file, index) => {
      const line = document.createElement("li");
      const name = document.createElement("span");
      name.textContent = `${file.name} (${Math.max(1, Math.round(file.size / 1000))} kB)`;
      const away = document.createElement("button");
      away.type = "button";
      away.textContent = "×";
      away.ariaLabel = `× ${file.name}`;
      away.addEventListener("click", () => { chosen.splice(index, 1); put(); input.focus(); });
      line.append(name);
      if (template && /^image\/(png|jpeg|webp)$/.test(file.type)) line.append(pen(file, index));
      line.append(away);
      return line;
    }));
    frame.closest("details")?.setAttribute("open", "");
  }

  // A picture that was drawn on takes the place of the first one, or stands beside it.
  function pen(file, index) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "drop-mark";
    button.textContent = template.dataset.label;
    button.ariaLabel = `${template.dataset.label} ${file.name}`;
    button.addEventListener("click", async () => {
      const { markup } = await import("./later.js");
      const drawn = await markup(file, template);
      if (drawn) {
        chosen.splice(index, drawn.keep ? 0 : 1, drawn.file);
        put();
      }
      list.querySelectorAll(".drop-mark")[index]?.focus();
    });
    return button;
  }

  input.addEventListener("change", () => take([...input.files].filter((file) => !chosen.includes(file))));
  frame.addEventListener("dragover", (event) => { event.preventDefault(); frame.dataset.over = ""; });
  frame.addEventListener("dragleave", () => delete frame.dataset.over);
  frame.addEventListener("drop", (event) => {
    event.preventDefault();
    delete frame.dataset.over;
    take(event.dataTransfer.files);
  });
  input.form.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    take(event.clipboardData.files);
  });
}
