// Markdown is written with its looks beside it: buttons and keys for what one cannot remember, pictures by paste and drop, a preview as one types.
export function editor(frame) {
  const text = frame.querySelector("textarea");
  const shown = frame.querySelector("[data-shown]");
  const said = frame.querySelector("[data-editor-said]");
  const bar = frame.querySelector("[role=toolbar]");
  const token = text.form.querySelector("[name=csrfmiddlewaretoken]").value;
  const buttons = [...bar.querySelectorAll("button")];
  let waiting = 0;
  let turn = 0;

  function put(words, from = text.selectionStart, to = text.selectionEnd, select = "end") {
    text.focus();
    text.setSelectionRange(from, to);
    // This way the browser can undo it.
    if (!document.execCommand("insertText", false, words)) text.setRangeText(words, from, to, select);
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function around(before, after, example) {
    const { selectionStart: from, selectionEnd: to } = text;
    const chosen = text.value.slice(from, to) || example;
    put(`${before}${chosen}${after}`, from, to);
    text.setSelectionRange(from + before.length, from + before.length + chosen.length);
  }

  function lines(make) {
    const from = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    const end = text.value.indexOf("\n", text.selectionEnd);
    const to = end < 0 ? text.value.length : end;
    put(text.value.slice(from, to).split("\n").map(make).join("\n"), from, to);
  }

  const acts = {
    bold: () => around("**", "**", frame.dataset.words),
    italic: () => around("*", "*", frame.dataset.words),
    code: () => around("`", "`", frame.dataset.words),
    heading: () => lines((line) => (/^## /.test(line) ? line.slice(3) : `## ${line.replace(/^#+ /, "")}`)),
    list: () => lines((line) => `- ${line}`),
    steps: () => lines((line, index) => `${index + 1}. ${line}`),
    quote: () => lines((line) => `> ${line}`),
    link: () => around("[", "](https://)", frame.dataset.words),
    table: () => put(`\n| ${frame.dataset.words} | ${frame.dataset.words} |\n| --- | --- |\n|  |  |\n`),
    picture: () => frame.querySelector("[data-choose]").click(),
  };

  async function show() {
    const mine = (turn += 1);
    const data = new FormData();
    data.set("text", text.value);
    const answer = await fetch(frame.dataset.preview, { method: "POST", body: data, headers: { "X-CSRFToken": token } }).catch(() => undefined);
    if (answer?.ok && mine === turn) shown.innerHTML = await answer.text();
  }

  async function send(files) {
    if (!frame.dataset.files || !files.length) return;
    said.textContent = frame.dataset.busy;
    const data = new FormData();
    files.forEach((file) => data.append("files", file));
    const answer = await fetch(frame.dataset.files, { method: "POST", body: data, headers: { "X-CSRFToken": token } }).catch(() => undefined);
    const found = await answer?.json().catch(() => undefined);
    said.textContent = found?.sentence ?? frame.dataset.failed;
    if (!found?.text) return;
    const open = text.selectionStart && text.value[text.selectionStart - 1] !== "\n" ? "\n\n" : "";
    put(`${open}${found.text}\n\n`);
  }

  function look(view) {
    frame.dataset.view = view;
    for (const one of frame.querySelectorAll("[data-look]")) one.setAttribute("aria-pressed", String(one.dataset.look === view));
    if (view === "shown") show();
  }

  // A list goes on by itself, and ends at its first empty line.
  function goOn(event) {
    const from = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    const line = text.value.slice(from, text.selectionStart);
    const begun = /^(\s*)(?:([-*+])|(\d+)\.)\s(.*)$/.exec(line);
    if (!begun || text.selectionStart !== text.selectionEnd) return;
    event.preventDefault();
    if (!begun[4]) put("", from, text.selectionStart);
    else put(`\n${begun[1]}${begun[2] ?? `${Number(begun[3]) + 1}.`} `);
  }

  for (const one of frame.querySelectorAll("[hidden][data-with-script]")) one.hidden = false;
  for (const one of text.form.querySelectorAll("[data-without-script]")) one.hidden = true;
  buttons.forEach((button, index) => { button.tabIndex = index ? -1 : 0; });
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.act) acts[button.dataset.act]();
    if (button?.dataset.look) look(button.dataset.look);
  });
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    const next = buttons[(at + step + buttons.length) % buttons.length];
    buttons.forEach((one) => { one.tabIndex = one === next ? 0 : -1; });
    next.focus();
  });
  text.addEventListener("keydown", (event) => {
    const act = { b: "bold", i: "italic", k: "link" }[event.key];
    if ((event.ctrlKey || event.metaKey) && act) {
      event.preventDefault();
      event.stopPropagation();
      acts[act]();
    } else if (event.key === "Enter" && !event.ctrlKey && !event.shiftKey) goOn(event);
  });
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 400);
  });
  text.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    event.stopPropagation();
    send([...event.clipboardData.files]);
  });
  frame.addEventListener("dragover", (event) => { event.preventDefault(); frame.dataset.over = ""; });
  frame.addEventListener("dragleave", () => delete frame.dataset.over);
  frame.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    delete frame.dataset.over;
    send([...event.dataTransfer.files]);
  });
  frame.querySelector("[data-choose]")?.addEventListener("change", (event) => {
    send([...event.target.files]);
    event.target.value = "";
  });
}

for (const frame of document.querySelectorAll("[data-editor]")) editor(frame);
