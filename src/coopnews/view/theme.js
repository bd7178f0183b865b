// Light and dark, on every page: as the system has it, until the button says otherwise.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const kept = (value) => {
    try {
      if (value) localStorage.setItem("coopnews-theme", value);
      return localStorage.getItem("coopnews-theme");
    } catch {
      return null; // a page opened from a file may have no storage
    }
  };
  const isDark = () => (kept() ? kept() === "dark" : dark.matches);
  root.dataset.theme = isDark() ? "dark" : "light";

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("button[disabled]")) button.disabled = false;
    const theme = document.getElementById("theme");
    const paint = () => {
      root.dataset.theme = isDark() ? "dark" : "light";
      theme.setAttribute("aria-pressed", isDark());
    };
    dark.addEventListener("change", paint);
    theme.addEventListener("click", () => {
      const next = root.dataset.theme === "dark" ? "light" : "dark";
      kept(next);
      root.dataset.theme = next;
      theme.setAttribute("aria-pressed", next === "dark");
    });
    paint();
  });
})();
