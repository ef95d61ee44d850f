// Takes the focus when it appears, so that what it says is read first.
export function focus(element) {
  element.focus({ preventScroll: false });
}
