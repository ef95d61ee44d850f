// Draws on a picture before it is sent: arrow, box, black-out, blur, text; by pointer or by keyboard. Answers a new picture, or nothing.
const STEP = 16;
const RED = "#d3222a";

export function markup(file, template) {
  return open(file, template);
}

async function open(file, template) {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  const dialog = template.content.firstElementChild.cloneNode(true);
  document.body.append(dialog);
  const canvas = dialog.querySelector("canvas");
  const words = dialog.querySelector("[name=markup-text]");
  const keep = dialog.querySelector("[name=markup-keep]");
  const brush = canvas.getContext("2d");
  const shapes = [];
  let begun;
  let cursor = { x: Math.round(picture.width / 2), y: Math.round(picture.height / 2) };
  let byKeys = false;

  canvas.width = picture.width;
  canvas.height = picture.height;
  const thick = Math.max(3, Math.round(canvas.width / 250));
  const tool = () => dialog.querySelector("[name=markup-tool]:checked").value;

  function redraw() {
    brush.drawImage(picture, 0, 0);
    for (const shape of shapes) draw(brush, shape, thick);
    if (begun) draw(brush, shaped(begun, cursor), thick);
    if (byKeys) cross();
    dialog.querySelector("[data-markup-undo]").disabled = !shapes.length;
  }

  function cross() {
    brush.strokeStyle = RED;
    brush.lineWidth = Math.max(1, thick / 2);
    brush.setLineDash([thick, thick]);
    brush.beginPath();
    brush.moveTo(cursor.x, 0);
    brush.lineTo(cursor.x, canvas.height);
    brush.moveTo(0, cursor.y);
    brush.lineTo(canvas.width, cursor.y);
    brush.stroke();
    brush.setLineDash([]);
  }

  const shaped = (from, to) => ({ tool: tool(), from, to, text: words.value.trim() });

  function finish(to) {
    const shape = shaped(begun, to);
    begun = undefined;
    if (shape.tool === "text" ? shape.text : Math.hypot(to.x - shape.from.x, to.y - shape.from.y) > 3) shapes.push(shape);
    redraw();
  }

  function undo() {
    shapes.pop();
    redraw();
  }

  function at(event) {
    const place = canvas.getBoundingClientRect();
    return { x: ((event.clientX - place.left) * canvas.width) / place.width, y: ((event.clientY - place.top) * canvas.height) / place.height };
  }

  canvas.addEventListener("pointerdown", (event) => {
    byKeys = false;
    canvas.setPointerCapture(event.pointerId);
    begun = at(event);
    cursor = begun;
    redraw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!begun || byKeys) return;
    cursor = at(event);
    redraw();
  });
  canvas.addEventListener("pointerup", (event) => { if (begun && !byKeys) finish(at(event)); });
  canvas.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (move) {
      byKeys = true;
      const step = event.shiftKey ? 1 : STEP;
      cursor = { x: Math.min(canvas.width, Math.max(0, cursor.x + move[0] * step)), y: Math.min(canvas.height, Math.max(0, cursor.y + move[1] * step)) };
    } else if (event.key === "Enter" || event.key === " ") {
      byKeys = true;
      if (begun || tool() === "text") {
        begun ??= cursor;
        finish(cursor);
      } else begun = { ...cursor };
    } else if (event.key === "Escape" && begun) begun = undefined;
    else if (event.key === "z" && (event.ctrlKey || event.metaKey)) undo();
    else return;
    event.preventDefault();
    event.stopPropagation();
    redraw();
  });
  dialog.querySelector("[data-markup-undo]").addEventListener("click", undo);
  dialog.addEventListener("change", () => { words.parentElement.hidden = tool() !== "text"; });
  dialog.addEventListener("keydown", (event) => { if (event.target === words && event.key === "Enter") event.preventDefault(); });

  redraw();
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "done" || !shapes.length) done(undefined);
      else {
        byKeys = false;
        begun = undefined;
        redraw();
        const name = file.name.replace(/\.\w+$/, "");
        canvas.toBlob((blob) => done({ file: new File([blob], `${name}-marked.png`, { type: "image/png" }), keep: keep.checked }), "image/png");
      }
    });
    function done(result) {
      dialog.remove();
      answer(result);
    }
  });
}

function draw(brush, { tool, from, to, text }, thick) {
  const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
  const [wide, high] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  brush.strokeStyle = RED;
  brush.fillStyle = RED;
  brush.lineWidth = thick;
  if (tool === "box") brush.strokeRect(x, y, wide, high);
  else if (tool === "black") {
    brush.fillStyle = "#000";
    brush.fillRect(x, y, wide, high);
  } else if (tool === "blur") blur(brush, Math.round(x), Math.round(y), Math.round(wide), Math.round(high));
  else if (tool === "text") {
    brush.font = `700 ${thick * 6}px system-ui, sans-serif`;
    brush.lineJoin = "round";
    brush.strokeStyle = "#fff";
    brush.strokeText(text, to.x, to.y);
    brush.fillText(text, to.x, to.y);
  } else arrow(brush, from, to, thick);
}

function arrow(brush, from, to, thick) {
  const turn = Math.atan2(to.y - from.y, to.x - from.x);
  const head = thick * 5;
  brush.beginPath();
  brush.moveTo(from.x, from.y);
  brush.lineTo(to.x - Math.cos(turn) * head * 0.7, to.y - Math.sin(turn) * head * 0.7);
  brush.stroke();
  brush.beginPath();
  brush.moveTo(to.x, to.y);
  for (const side of [-0.45, 0.45]) brush.lineTo(to.x - Math.cos(turn + side) * head, to.y - Math.sin(turn + side) * head);
  brush.fill();
}

function blur(brush, x, y, wide, high) {
  if (wide < 1 || high < 1) return;
  const small = document.createElement("canvas");
  small.width = Math.max(1, Math.round(wide / 18));
  small.height = Math.max(1, Math.round(high / 18));
  small.getContext("2d").drawImage(brush.canvas, x, y, wide, high, 0, 0, small.width, small.height);
  brush.imageSmoothingEnabled = false;
  brush.drawImage(small, x, y, wide, high);
  brush.imageSmoothingEnabled = true;
}
