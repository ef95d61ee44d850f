// Makes a sandboxed message frame as high as its message, up to most of the window.
export function frame(element) {
  const fit = () => {
    element.style.height = "0";
    const height = element.contentDocument?.documentElement.scrollHeight;
    if (height) element.height = Math.min(height + 4, Math.round(innerHeight * 0.85));
    element.style.height = height ? `${element.height}px` : "";
  };
  element.addEventListener("load", fit);
  fit();
}
