// A box to sign in with finger, pen or mouse. What is drawn goes as a PNG into the field that the box names.
export function signature(box) {
  const canvas = box.querySelector("canvas");
  const pen = canvas.getContext("2d");
  const field = document.getElementById(box.dataset.sign);
  const clear = box.querySelector("[data-sign-clear]");
  const done = document.querySelector("[data-sign-done]");
  let drawing = false;
  const blank = () => {
    pen.fillStyle = "white";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    field.value = "";
    clear.hidden = true;
  };
  const place = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [((event.clientX - frame.left) * canvas.width) / frame.width, ((event.clientY - frame.top) * canvas.height) / frame.height];
  };
  canvas.hidden = done.hidden = false;
  Object.assign(pen, { lineWidth: 3.5, lineCap: "round", lineJoin: "round", strokeStyle: "#14213d" });
  blank();
  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = true;
    pen.beginPath();
    pen.moveTo(...place(event));
    pen.lineTo(...place(event));
    pen.stroke();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    pen.lineTo(...place(event));
    pen.stroke();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      if (!drawing) return;
      drawing = false;
      field.value = canvas.toDataURL("image/png");
      clear.hidden = false;
    });
  }
  clear.addEventListener("click", blank);
}

for (const box of document.querySelectorAll("[data-sign]")) signature(box);
