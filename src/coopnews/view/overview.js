// The figures of the page's data: searched, chosen, sorted, drawn, a page at a time. Everything is written as text.
(() => {
  "use strict";
  document.addEventListener("DOMContentLoaded", () => {
    const byId = (id) => document.getElementById(id);
    const all = (selector) => [...document.querySelectorAll(selector)];
    const { articles, figures, names, regions } = JSON.parse(byId("data").textContent);
    const total = figures.value.length;
    const CHOICES = ["kind", "indicator", "province", "place", "measure", "qualifier"];
    const BARS = 8; // that a chart has at first
    const APART = { indicator: new Set(["other"]), province: new Set(regions) }; // without a bar: they would dwarf all

    const number = (value) => value.toLocaleString("fa", { maximumFractionDigits: 20 });
    const rounded = (value) => {
      const scales = { "هزار میلیارد": 1e12, میلیارد: 1e9, میلیون: 1e6 };
      const [name, scale] = Object.entries(scales).find(([, one]) => Math.abs(value) >= one) ?? ["", 1];
      return `${(value / scale).toLocaleString("fa", { maximumFractionDigits: 2 })} ${name}`.trim();
    };
    const text = (column, row) => figures[column].of[figures[column].at[row]];
    const nameOf = (column, row) => names[column][text(column, row)];
    const make = (tag, attributes = {}, ...children) => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.append(...children);
      return element;
    };
    const bdi = (content) => make("bdi", {}, content);

    // What is chosen; it stands in the address, so that a link shows the same

    const PLAIN = { q: "", once: "1", sort: "", page: "1", size: "50", of: "", in: "", how: "largest" };
    for (const choice of CHOICES) PLAIN[choice] = "";
    const state = { ...PLAIN };
    const FILTERS = ["q", ...CHOICES];
    const write = () => {
      const said = Object.entries(state).filter(([name, value]) => value !== PLAIN[name]);
      const fragment = `#${new URLSearchParams(said)}`;
      try {
        if (fragment !== (location.hash || "#")) history.replaceState(null, "", fragment);
      } catch {
        // a page within another may have no address of its own
      }
    };
    const read = () => {
      const said = new URLSearchParams(location.hash.slice(1));
      for (const name of Object.keys(PLAIN)) state[name] = said.get(name) ?? PLAIN[name];
      if (!(Number(state.page) >= 1)) state.page = "1";
      if (![...byId("size").options].some((option) => option.value === state.size)) state.size = PLAIN.size;
      if (state.how !== "sum") state.how = PLAIN.how;
    };

    // Search: every word in one of the texts; letters and digits of all spellings are one, spaces do not count

    const LETTERS = { آ: "ا", أ: "ا", إ: "ا", ٱ: "ا", ؤ: "و", ئ: "ی", ى: "ی", ي: "ی", ك: "ک", ۀ: "ه", ة: "ه", ء: "", "٫": ".", "٪": "%" };
    const fold = (raw) =>
      raw
        .normalize("NFKC")
        .toLowerCase()
        .replace(/[آأإٱؤئىيكۀةء٫٪]/g, (letter) => LETTERS[letter])
        .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15)
        .replace(/[\p{M}\p{Cf}\p{Cc}\s\u0640¬٬,]/gu, "");
    const titles = { of: articles.title, at: figures.article };
    const searched = [figures.sentence, figures.shown, figures.speaker, titles];
    let folded = null; // made when somebody is about to search
    const prepare = () => (folded ??= searched.map((column) => column.of.map(fold)));
    const found = (query) => {
      const words = query.split(/[\s\u200c\u200b\u00ac]+/).map(fold).filter(Boolean);
      if (!words.length) return null;
      prepare();
      const hits = new Uint8Array(total).fill(1);
      for (const word of words) {
        const flags = folded.map((texts) => texts.map((one) => one.includes(word)));
        for (let row = 0; row < total; row++)
          if (hits[row] && !searched.some((column, at) => flags[at][column.at[row]])) hits[row] = 0;
      }
      return hits;
    };

    // The rows that are left, and those without the repeated ones

    let kept = { query: null, hits: null };
    let rows = [];
    let repeated = 0;
    const choose = () => {
      if (kept.query !== state.q) kept = { query: state.q, hits: found(state.q) };
      const tests = CHOICES.filter((choice) => state[choice]).map((choice) => [
        figures[choice].at,
        figures[choice].of.indexOf(state[choice]),
      ]);
      const first = new Map(); // of each cluster, the article that counts
      rows = [];
      repeated = 0;
      for (let row = 0; row < total; row++) {
        if (kept.hits && !kept.hits[row]) continue;
        if (!tests.every(([at, wanted]) => at[row] === wanted)) continue;
        if (state.once === "1") {
          const article = figures.article[row];
          const cluster = articles.cluster[article];
          if (!first.has(cluster)) first.set(cluster, article);
          if (first.get(cluster) !== article) {
            repeated++;
            continue;
          }
        }
        rows.push(row);
      }
    };

    // Order

    const ranks = {};
    const collator = new Intl.Collator("fa", { numeric: true });
    const rankOf = (column, texts) => {
      if (!ranks[column]) {
        const order = texts.map((_, at) => at).sort((one, other) => collator.compare(texts[one], texts[other]));
        ranks[column] = new Float64Array(texts.length);
        for (const [rank, at] of order.entries()) ranks[column][at] = texts[at] ? rank : NaN;
      }
      return ranks[column];
    };
    const keyOf = (column) => {
      if (column === "value") return (row) => figures.value[row];
      if (column === "period") return (row) => figures.since[row] || NaN;
      if (column === "title") {
        const rank = rankOf(column, articles.title);
        return (row) => rank[figures.article[row]];
      }
      const named = names[column] ? figures[column].of.map((one) => one && names[column][one]) : figures[column].of;
      const rank = rankOf(column, named);
      return (row) => rank[figures[column].at[row]];
    };
    const sorted = () => {
      const [column, direction] = state.sort.split(".");
      const heads = all("[data-sort]");
      if (!heads.some((head) => head.dataset.sort === column)) return rows;
      const key = keyOf(column);
      const sign = direction === "down" ? -1 : 1;
      const keys = new Float64Array(total);
      for (const row of rows) keys[row] = key(row);
      const late = (value) => Number.isNaN(value); // nothing stands last either way
      return rows.slice().sort((one, other) => {
        const [a, b] = [keys[one], keys[other]];
        return late(a) || late(b) ? late(a) - late(b) : sign * (a - b);
      });
    };

    // The table, a page at a time

    const body = document.querySelector("#table table");
    const details = (row, id) => {
      const article = figures.article[row];
      const sentence = text("sentence", row);
      const [from, to] = [figures.from[row], figures.to[row]];
      const facts = [
        ["خبر", articles.title[article]],
        ["انتشار", articles.published[article]],
        ["منبع", articles.origin[article]],
        ["شناسهٔ خبر", articles.id[article]],
        ["شناسهٔ رقم", text("id", row)],
        ["گوینده", text("speaker", row)],
        ["سمت", text("role", row)],
        ["شاخص", nameOf("indicator", row)],
        ["مکان", text("place", row)],
        ["استان", regions.includes(text("province", row)) ? "" : text("province", row)],
        ["زمان", text("period", row)],
        ["مقدار کامل", number(figures.value[row])],
      ];
      return make(
        "tr",
        { class: "details", id },
        make(
          "td",
          { colspan: 6 },
          make(
            "p",
            { class: "sentence" },
            make("bdi", {}, sentence.slice(0, from), make("mark", {}, sentence.slice(from, to)), sentence.slice(to)),
          ),
          make(
            "dl",
            {},
            ...facts
              .filter(([, fact]) => fact)
              .map(([term, fact]) => make("div", {}, make("dt", {}, term), make("dd", {}, bdi(fact)))),
          ),
        ),
      );
    };
    const rowOf = (row) => {
      const id = `d-${row}`;
      const kind = `${text("kind", row)}s`;
      const value = make("span", { class: `sample ${kind}` }, bdi(text("shown", row)));
      const button = make("button", { type: "button", "aria-expanded": "false", "aria-controls": id }, value);
      const cells = [
        ["indicator", nameOf("indicator", row)],
        ["place", text("place", row)],
        ["period", text("period", row)],
        ["speaker", text("speaker", row)],
        ["title", articles.title[figures.article[row]] || articles.origin[figures.article[row]]],
      ];
      const shown = make(
        "tbody",
        { class: "row" },
        make(
          "tr",
          {},
          make("th", { scope: "row" }, button),
          ...cells.map(([column, cell]) => make("td", { class: column }, bdi(cell))),
        ),
      );
      button.addEventListener("click", () => {
        const open = button.getAttribute("aria-expanded") !== "true";
        button.setAttribute("aria-expanded", open);
        shown.classList.toggle("on", open);
        if (open) shown.append(details(row, id));
        else byId(id).remove();
      });
      return shown;
    };
    const draw = () => {
      const size = Number(state.size);
      const pages = Math.max(1, Math.ceil(rows.length / size));
      const page = Math.min(Math.floor(Number(state.page)), pages);
      state.page = String(page);
      for (const old of all("#table .row")) old.remove();
      body.append(
        ...sorted()
          .slice((page - 1) * size, page * size)
          .map(rowOf),
      );
      for (const head of all("[data-sort]")) {
        const way = state.sort === `${head.dataset.sort}.up` ? "ascending" : "descending";
        head.parentElement.setAttribute("aria-sort", state.sort.startsWith(`${head.dataset.sort}.`) ? way : "none");
      }
      const last = Math.min(page * size, rows.length);
      byId("page").textContent = `رقم ${number((page - 1) * size + 1)} تا ${number(last)} از ${number(rows.length)}`;
      byId("previous").disabled = page === 1;
      byId("next").disabled = page === pages;
      byId("pages").hidden = !rows.length;
      byId("empty").hidden = rows.length > 0;
      document.querySelector("#table table").hidden = !rows.length;
    };

    // Charts. A bar chooses what it stands for, and a second time lets it go.

    const wide = new Set(); // charts with all their bars
    const bars = (chart, choice, numbers, written) => {
      const apart = APART[choice];
      const entries = [...numbers].sort(([a, one], [b, other]) => apart.has(a) - apart.has(b) || other - one);
      const most = Math.max(0, ...entries.filter(([code]) => !apart.has(code)).map(([, value]) => value));
      const proper = entries.filter(([code]) => !apart.has(code));
      const some = wide.has(chart) ? proper : proper.slice(0, BARS);
      const focused = document.activeElement?.closest(`#c-${chart} button`)?.dataset.code;
      const items = [...some, ...entries.filter(([code]) => apart.has(code))].map(([code, value]) => {
        const bar = make("span", { class: "bar", "aria-hidden": "true" });
        bar.style.setProperty("--part", apart.has(code) || most <= 0 ? 0 : Math.max(0, value / most));
        const button = make(
          "button",
          { type: "button", "aria-pressed": state[choice] === code, "data-code": code },
          make("span", { class: "label" }, bdi(names[choice][code])),
          " ",
          make("span", { class: "amount" }, written(value)),
          bar,
        );
        button.addEventListener("click", () => set({ [choice]: state[choice] === code ? "" : code }));
        return make("li", { class: apart.has(code) ? "apart" : "" }, button);
      });
      byId(`c-${chart}`).replaceChildren(...items);
      if (focused !== undefined)
        all(`#c-${chart} button`)
          .find((button) => button.dataset.code === focused)
          ?.focus();
      const more = document.querySelector(`[data-more="${chart}"]`);
      more.hidden = proper.length <= BARS;
      more.setAttribute("aria-expanded", wide.has(chart));
      more.textContent = wide.has(chart) ? "کمتر" : `همه (${number(proper.length)})`;
    };
    const counted = (column, among = rows) => {
      const { of, at } = figures[column];
      const counts = new Uint32Array(of.length);
      for (const row of among) counts[at[row]]++;
      const entries = of.map((code, place) => [code, counts[place]]).filter(([, count]) => count);
      return new Map(entries.sort(([, one], [, other]) => other - one));
    };
    const options = (select, entries, chosen, first) => {
      const made = [...entries].map(([code, label]) => make("option", { value: code }, label));
      if (first !== undefined) made.unshift(make("option", { value: "" }, first));
      select.replaceChildren(...made);
      select.value = chosen;
    };
    const labelled = (column, counts) =>
      [...counts].map(([code, count]) => [code, `${names[column][code]} (${number(count)})`]);
    // Indicators with a measure, those that most provinces are told of first
    const spread = (among) => {
      const provinces = new Map();
      for (const row of among) {
        const pair = `${text("indicator", row)}\t${text("measure", row)}`;
        if (!provinces.has(pair)) provinces.set(pair, new Set());
        if (!APART.province.has(text("province", row))) provinces.get(pair).add(text("province", row));
      }
      return [...provinces].sort(([, one], [, other]) => other.size - one.size).map(([pair]) => pair);
    };
    const values = () => {
      const indicators = counted("indicator");
      const [best] = spread(rows.filter((row) => text("indicator", row) !== "other")).concat("");
      const wanted = [state.of, state.indicator, best.split("\t")[0], "other"];
      const of = wanted.find((code) => code && indicators.has(code)) ?? "";
      const among = rows.filter((row) => text("indicator", row) === of);
      const measures = counted("measure", among);
      const [widest] = spread(among).concat("\t");
      const measure = [state.in, widest.split("\t")[1]].find((code) => code && measures.has(code)) ?? "";
      const adds = state.how === "sum" && measure !== "percent"; // shares cannot be added
      options(byId("v-indicator"), labelled("indicator", indicators), of);
      options(byId("v-measure"), labelled("measure", measures), measure);
      byId("v-how").value = adds ? "sum" : "largest";
      byId("v-how").disabled = measure === "percent";
      const numbers = new Map();
      for (const row of among) {
        if (text("measure", row) !== measure) continue;
        const [province, value] = [text("province", row), figures.value[row]];
        const before = numbers.get(province);
        if (before === undefined) numbers.set(province, value);
        else numbers.set(province, adds ? before + value : Math.max(before, value));
      }
      const unit = measure === ":" ? "" : (names.measure[measure] ?? "");
      bars("values", "province", numbers, (value) => `${rounded(value)} ${unit}`.trim());
      const notes = {
        sum: "جمع رقم‌های خبرها، نه آمار: یک چیز ممکن است در چند خبر، یا کل و جزء با هم، شمرده شده باشد.",
        percent: "درصدها را نمی‌توان جمع کرد؛ بزرگ‌ترین درصد هر استان آمده است.",
        largest: "بزرگ‌ترین رقم هر استان در میان رقم‌های برگزیده.",
      };
      const bare = measure === ":" ? " شمارهای بدون واحد ممکن است چیزهای گوناگون را بشمارد." : "";
      byId("v-note").textContent = notes[measure === "percent" ? "percent" : adds ? "sum" : "largest"] + bare;
    };
    const chart = () => {
      bars("indicator", "indicator", counted("indicator"), number);
      bars("province", "province", counted("province"), number);
      values();
    };

    // What one can choose from, and what is chosen

    const query = byId("q");
    const everyone = Array.from({ length: total }, (_, row) => row);
    const offered = {}; // what each choice was last offered for
    const offer = () => {
      for (const choice of CHOICES) {
        const select = byId(`f-${choice}`);
        const within = choice === "place" ? state.province : "";
        if (offered[choice] !== within) {
          const among = within ? everyone.filter((row) => text("province", row) === within) : everyone;
          const entries = labelled(choice, counted(choice, among)).filter(([code]) => code);
          options(select, entries, state[choice], "همه");
          offered[choice] = within;
        }
        select.value = state[choice];
        select.classList.toggle("set", state[choice] !== "");
      }
      if (query.value.trim() !== state.q) query.value = state.q;
      byId("once").checked = state.once === "1";
      byId("size").value = state.size;
    };
    const say = () => {
      const several = new Set(rows.map((row) => figures.article[row])).size;
      const hidden = repeated ? `؛ ${number(repeated)} رقم در خبرهای تقریباً یکسان شمرده نشد` : "";
      byId("status").textContent = `${number(rows.length)} رقم از ${number(total)}، در ${number(several)} خبر${hidden}.`;
      const chosen = CHOICES.filter((choice) => state[choice]).map((choice) => names[choice][state[choice]]);
      if (state.q) chosen.unshift(`«${state.q}»`);
      byId("chosen").replaceChildren(...chosen.map((one) => make("span", { class: "chip" }, bdi(one ?? "؟"))));
      byId("clear").hidden = !FILTERS.some((name) => state[name]);
    };
    const show = () => {
      choose();
      offer();
      say();
      chart();
      draw();
      write();
    };
    const set = (changes) => {
      Object.assign(state, { page: "1" }, changes);
      if ("province" in changes && state.place) {
        const [place, province] = ["place", "province"].map((name) => figures[name].of.indexOf(state[name]));
        const fits = (row) => figures.place.at[row] === place && figures.province.at[row] === province;
        if (state.province && !figures.value.some((_, row) => fits(row))) state.place = "";
      }
      show();
    };

    // Controls

    let waiting = 0;
    const goTo = () => {
      byId("table").scrollIntoView();
      byId("table").focus({ preventScroll: true });
    };
    const search = () => {
      clearTimeout(waiting);
      if (query.value.trim() !== state.q) set({ q: query.value.trim() });
    };
    query.addEventListener("focus", () => setTimeout(prepare));
    query.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(search, 200);
    });
    byId("filters").addEventListener("submit", (event) => {
      event.preventDefault();
      search();
    });
    for (const choice of CHOICES)
      byId(`f-${choice}`).addEventListener("change", (event) => set({ [choice]: event.target.value }));
    byId("once").addEventListener("change", (event) => set({ once: event.target.checked ? "1" : "0" }));
    byId("clear").addEventListener("click", () => {
      set(Object.fromEntries(FILTERS.map((name) => [name, ""])));
      query.focus();
    });
    byId("size").addEventListener("change", (event) => set({ size: event.target.value }));
    for (const [id, step] of [["previous", -1], ["next", 1]])
      byId(id).addEventListener("click", () => {
        state.page = String(Number(state.page) + step);
        draw();
        write();
        goTo();
      });
    for (const head of all("[data-sort]"))
      head.addEventListener("click", () => {
        const column = head.dataset.sort;
        const steps = { [`${column}.up`]: `${column}.down`, [`${column}.down`]: "" };
        state.sort = steps[state.sort] ?? `${column}.up`;
        state.page = "1";
        draw();
        write();
      });
    for (const [id, name] of [["v-indicator", "of"], ["v-measure", "in"], ["v-how", "how"]])
      byId(id).addEventListener("change", (event) => {
        state[name] = event.target.value;
        values();
        write();
      });
    for (const more of all("[data-more]"))
      more.addEventListener("click", () => {
        const name = more.dataset.more;
        if (!wide.delete(name)) wide.add(name);
        chart();
      });
    for (const link of all('a[href="#table"]'))
      link.addEventListener("click", (event) => {
        event.preventDefault(); // the address keeps what is chosen
        goTo();
      });
    for (const control of all("select, input")) control.disabled = false;
    if (matchMedia("(max-width: 60rem)").matches) byId("choices").open = false;
    addEventListener("hashchange", () => {
      read();
      show();
    });
    read();
    show();
  });
})();
