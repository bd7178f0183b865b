// The page without this script shows everything at once; the script opens, closes, scrolls and switches.
(() => {
  "use strict";
  const root = document.documentElement;
  document.addEventListener("DOMContentLoaded", () => {
    const all = (selector, within = document) => [...within.querySelectorAll(selector)];
    const byId = (id) => document.getElementById(id);
    const status = byId("status");
    const off = new Set();
    let selected = null; // the record that is open
    let here = null; // its mention that was gone to

    // Tables, one at a time

    const tabs = all('[role="tab"]');
    const panelOf = (tab) => byId(tab.getAttribute("aria-controls"));
    const show = (tab) => {
      for (const other of tabs) {
        other.setAttribute("aria-selected", other === tab);
        other.tabIndex = other === tab ? 0 : -1;
        panelOf(other).hidden = other !== tab;
      }
    };
    for (const [at, tab] of tabs.entries()) {
      tab.addEventListener("click", (event) => {
        event.preventDefault();
        show(tab);
      });
      tab.addEventListener("keydown", (event) => {
        const steps = { ArrowLeft: at + 1, ArrowRight: at - 1, Home: 0, End: -1 };
        if (event.key === " ") tab.click();
        else if (!(event.key in steps)) return;
        else {
          const next = tabs.at(steps[event.key] % tabs.length);
          show(next);
          next.focus();
        }
        event.preventDefault();
      });
    }
    if (tabs.length) show(tabs[0]);

    // The drawer that the tables are in on a small screen

    const drawer = byId("drawer");
    const open = (is) => {
      drawer.setAttribute("aria-expanded", is);
      root.classList.toggle("closed", !is);
    };
    drawer.addEventListener("click", () => open(drawer.getAttribute("aria-expanded") !== "true"));

    // Kinds, switched on and off

    const turn = (kind, on) => {
      if (on) off.delete(kind);
      else off.add(kind);
      document.querySelector(`[data-switch="${kind}"]`).setAttribute("aria-pressed", on);
      for (const mark of all(`mark.${kind}`)) mark.classList.toggle("off", !on);
      for (const row of all(`.row[data-kind="${kind}"]`)) {
        row.hidden = !on;
        if (!on && row.id === `r-${selected}`) close();
      }
      for (const tab of tabs) {
        const panel = panelOf(tab);
        panel.querySelector(".empty").hidden = all(".row", panel).some((row) => !row.hidden);
      }
    };
    for (const button of all("[data-switch]"))
      button.addEventListener("click", () =>
        turn(button.dataset.switch, button.getAttribute("aria-pressed") !== "true"),
      );

    // Records, opened in their table and lit in the text

    const marks = {}; // of each record, every piece
    for (const mark of all("mark")) (marks[mark.dataset.record] ??= []).push(mark);
    const buttonOf = (record) => byId(`r-${record}`).querySelector("button[data-record]");
    const expand = (record, is) => {
      buttonOf(record).setAttribute("aria-expanded", is);
      byId(`d-${record}`).hidden = !is;
      byId(`r-${record}`).classList.toggle("on", is);
      for (const mark of marks[record]) mark.classList.toggle("on", is);
    };
    const close = () => {
      if (selected) expand(selected, false);
      here?.classList.remove("here");
      selected = here = null;
    };
    const into = (element, block) =>
      element.scrollIntoView({
        block,
        behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
      });
    const select = (record, mark) => {
      const row = byId(`r-${record}`);
      if (off.has(row.dataset.kind)) turn(row.dataset.kind, true);
      show(tabs.find((tab) => panelOf(tab).contains(row)));
      if (selected !== record) {
        close();
        selected = record;
        expand(record, true);
      }
      here?.classList.remove("here");
      here = mark;
      here.classList.add("here");
      const mentions = marks[record].filter((piece) => piece.id);
      const name = buttonOf(record).textContent.trim();
      const number = (value) => value.toLocaleString("fa", { useGrouping: false });
      status.textContent = `${name}: نشانهٔ ${number(mentions.indexOf(mark) + 1)} از ${number(mentions.length)}`;
    };
    for (const row of all(".row")) expand(row.id.slice(2), false);

    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-record], .row button");
      if (link) {
        event.preventDefault();
        const record = link.dataset.record;
        const mark = byId(link.dataset.mention || `m-${record}-0`);
        if (link.matches("button") && selected === record) return close();
        select(record, mark);
        into(mark, "center");
        if (link.dataset.mention) mark.focus({ preventScroll: true });
        else if (!link.matches("button")) buttonOf(record).focus();
        return;
      }
      // In nested marks a click takes the innermost, a further one the mark around it.
      let mark = event.target.closest("mark");
      if (!mark || !getSelection().isCollapsed) return;
      const around = [];
      for (; mark; mark = mark.parentElement.closest("mark")) if (!mark.classList.contains("off")) around.push(mark);
      if (!around.length) return;
      const now = around.findIndex((one) => one.dataset.record === selected);
      const taken = around[(now + 1) % around.length];
      select(taken.dataset.record, taken);
      open(true);
      into(byId(`r-${taken.dataset.record}`), "nearest");
    });

    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !selected) return;
      const button = buttonOf(selected);
      close();
      button.focus();
    });

    // What stands under the pointer, as a tooltip

    document.addEventListener("pointerover", (event) => {
      const mark = event.target.closest("mark");
      if (mark) mark.title = mark.classList.contains("off") ? "" : buttonOf(mark.dataset.record).textContent.trim();
    });

    // A link to a mention: PAGE.html#m-c3-0

    const follow = () => {
      const mark = /^#m-[a-z]+\d+-\d+$/.test(location.hash) && byId(location.hash.slice(1));
      if (!mark) return;
      select(mark.dataset.record, mark);
      into(mark, "center");
    };
    addEventListener("hashchange", follow);
    follow();
  });
})();
