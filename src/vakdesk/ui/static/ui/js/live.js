// Keeps a record's page as the desk knows it: who else is here, who writes, and what happened; a draft and the focus stay.
export function live(article) {
  const url = new URL(article.dataset.url, location.href);
  url.searchParams.set("page", crypto.getRandomValues(new Uint32Array(3)).join("-"));
  const composer = article.querySelector(".composer");
  const said = article.querySelector("[data-live-said]");
  let newest = Number(article.dataset.newest);
  let doing = "";
  let told = 0;
  let quiet = 0;
  let polling = 0;
  let over = false;
  let source;

  function hear(now) {
    put("[data-live-present]", now.present);
    put("[data-live-writing]", now.writing);
    if (now.newest > newest) refresh(now.newest);
  }

  function put(selector, html) {
    const place = article.querySelector(selector);
    if (place && place.dataset.was !== html) {
      place.innerHTML = html;
      place.dataset.was = html;
    }
  }

  async function refresh(upTo) {
    newest = upTo;
    const answer = await fetch(location.href, { headers: { "X-Part": "live" } }).catch(() => undefined);
    if (!answer?.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    newest = Math.max(newest, Number(fresh.getElementById("live-parts")?.dataset.newest));
    if (composer?.elements.last) composer.elements.last.value = fresh.getElementById("live-parts").dataset.last;
    const whole = !article.querySelector("#timeline");
    if (!whole) merge(article.querySelector("#timeline"), fresh.querySelector("#timeline"));
    for (const name of whole ? ["head", "conversation", "side"] : ["head", "side"]) replace(name, fresh.querySelector(`[data-live=${name}]`));
  }

  // What stands there already stays as it is, with what is unfolded and framed in it.
  function merge(here, fresh) {
    if (!here || !fresh) return;
    let before;
    for (const item of [...fresh.children]) {
      const old = here.querySelector(`[data-item="${CSS.escape(item.dataset.item ?? "")}"]`);
      if (!old) {
        const added = document.importNode(item, true);
        before ? before.after(added) : here.prepend(added);
        adopt(added);
        before = added;
      } else if (plain(old) !== plain(item) && !old.contains(document.activeElement)) {
        const changed = document.importNode(item, true);
        old.replaceWith(changed);
        adopt(changed);
        before = changed;
      } else before = old;
    }
    const kept = new Set([...fresh.children].map((item) => item.dataset.item));
    for (const item of [...here.children]) if (item.dataset.item && !kept.has(item.dataset.item)) item.remove();
  }

  function replace(name, fresh) {
    const here = article.querySelector(`[data-live=${name}]`);
    if (!here || !fresh || plain(here) === plain(fresh)) return;
    if (here.contains(document.activeElement) || here.querySelector("details[open]")) return later();
    const changed = document.importNode(fresh, true);
    here.replaceWith(changed);
    adopt(changed);
  }

  function later() {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button";
    again.dataset.size = "small";
    again.textContent = article.dataset.show;
    again.addEventListener("click", () => { said.hidden = true; refresh(newest); });
    said.replaceChildren(`${article.dataset.changed} `, again);
    said.hidden = false;
  }

  function end() {
    over = true;
    source?.close();
    clearInterval(polling);
    said.textContent = article.dataset.ended;
    said.hidden = false;
    put("[data-live-present]", "");
  }

  // Tells what this page does, and hears how it stands.
  async function tell(next) {
    const answer = await fetch(url, { method: "POST", body: words(next) }).catch(() => undefined);
    if (answer?.status === 404 || answer?.redirected) return end();
    if (answer?.ok && !over) hear(await answer.json());
    return undefined;
  }

  function words(next) {
    const body = new FormData();
    body.set("doing", next);
    body.set("csrfmiddlewaretoken", article.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
    return body;
  }

  function say(next) {
    if (over || (next === doing && Date.now() - told < 3000)) return;
    doing = next;
    told = Date.now();
    tell(doing);
  }

  function poll() {
    if (polling || over) return;
    polling = setInterval(() => { if (!document.hidden) tell(doing); }, 4000);
    tell(doing);
  }

  function listen() {
    if (over) return;
    if (!("EventSource" in window)) return poll();
    source = new EventSource(url);
    source.addEventListener("message", (event) => hear(JSON.parse(event.data)));
    source.addEventListener("end", end);
    source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) poll(); });
  }

  composer?.addEventListener("input", (event) => {
    if (!event.target.matches("textarea")) return;
    say(event.target.value.trim() ? (composer.elements.mode.value === "staff" ? "note" : "reply") : "");
    clearTimeout(quiet);
    quiet = setTimeout(() => say(""), 6000);
  });
  addEventListener("pagehide", () => {
    source?.close();
    navigator.sendBeacon(url, words("gone"));
  });
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  listen();
}

function adopt(element) {
  window.htmx?.process(element);
  document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: element } }));
}

// As the server said it: without what this page has done to it since.
function plain(element) {
  const copy = element.cloneNode(true);
  for (const time of copy.querySelectorAll("time, [data-live-present], [name=csrfmiddlewaretoken], [name=once]")) time.remove();
  return copy.textContent.replace(/\s+/g, " ").trim() + [...copy.querySelectorAll("a[href], [data-tone], [data-state]")].map((one) => `${one.getAttribute("href")} ${one.dataset.tone} ${one.dataset.state}`).join();
}
