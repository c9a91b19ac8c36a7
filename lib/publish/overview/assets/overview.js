// The overview: search, facets, sorting and details over the records that the page carries. Everything that is shown
// follows from one state, and the state stands in the address bar.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { spec, fields, missing, unit } = data;
  const at = new Map(fields.map((field, i) => [field.key, i]));
  const field = (key) => fields[at.get(key)];
  const $ = (id) => document.getElementById(id);

  const records = data.records.map(([key, body, shortName, answers], i) => ({
    i,
    key,
    body,
    shortName,
    answers,
  }));
  const answer = (record, key) => record.answers[at.get(key)];
  const byKey = new Map(records.map((record) => [record.key, record]));

  // The options that a record has in a field; a kind of missing counts as one.
  const optionsOf = (record, key) => {
    const given = answer(record, key);
    return Array.isArray(given) ? given : [String(given)];
  };
  const isChoice = ({ kind }) => kind.startsWith("choice");

  // Choices as small numbers, made once: they are counted at every letter.
  const choices = new Map(
    fields.filter(isChoice).map(({ key }) => {
      const codes = new Map();
      const of = records.map((record) =>
        optionsOf(record, key).map((option) => {
          if (!codes.has(option)) codes.set(option, codes.size);
          return codes.get(option);
        }),
      );
      return [key, { codes, of }];
    }),
  );

  /** How many of a list have each option. */
  function counterOf(key) {
    const { codes, of } = choices.get(key);
    const counts = new Int32Array(codes.size);
    return {
      add: (i) => {
        for (const code of of[i]) counts[code]++;
      },
      of: (option) => counts[codes.get(option)] ?? 0,
      has: (option) => codes.has(option),
    };
  }
  function countOptions(list, key) {
    const counter = counterOf(key);
    for (const { i } of list) counter.add(i);
    return counter;
  }

  /** Why some of a list have no answer, in one order everywhere. */
  const reasonsIn = (present) =>
    Object.keys(missing)
      .map((reason) => `!${reason}`)
      .filter((option) => present.has(option));

  function labelOf(key, option) {
    if (option.startsWith("!")) return missing[option.slice(1)] ?? option;
    return field(key).options.find(([name]) => name === option)?.[1] ?? option;
  }

  function thousands(n) {
    const [whole, decimals] = String(n).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "\u00a0");
    return decimals === undefined ? grouped : `${grouped},${decimals}`;
  }

  function textOf(record, key) {
    const given = answer(record, key);
    if (typeof given === "number") return `${thousands(given)} ${field(key).unit}`.trim();
    if (field(key).kind === "text" && !String(given).startsWith("!")) return given;
    return optionsOf(record, key)
      .map((option) => labelOf(key, option))
      .join("; ");
  }

  // ---- Search: letters written otherwise (å, aa, a) and endings are the same word.

  function fold(text) {
    return text
      .toLowerCase()
      .replace(/æ|ae|ä/g, "a")
      .replace(/ø|oe|ö/g, "o")
      .replace(/å|aa/g, "a")
      .normalize("NFD")
      .replace(/\p{M}/gu, "");
  }
  const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  // The ending goes before the letters are folded: it is the language's, and has its letters.
  const stem = (word) => fold(window.norwegian.stemmer(word));
  const pad = (key) => `f_${key}`;

  // A survey's words come again and again: what each becomes in the index is found once.
  const terms = new Map();
  const vocabulary = new Set();
  function termsOf(word) {
    let made = terms.get(word);
    if (made === undefined) {
      const whole = fold(word);
      const short = stem(word);
      made = whole === short ? whole : [whole, short];
      terms.set(word, made);
      vocabulary.add(whole).add(short);
    }
    return made;
  }

  const named = ["body", "shortName", ...spec.search.filter((key) => key !== spec.group).map(pad)];
  const everywhere = [...named, pad(spec.group)];
  const index = new window.MiniSearch({
    idField: "i",
    fields: everywhere,
    extractField: (record, name) =>
      name.startsWith("f_") ? textOf(record, name.slice("f_".length)) : record[name],
    tokenize: words,
    processTerm: termsOf,
    searchOptions: {
      boost: { [pad(spec.name)]: 3, body: 2, shortName: 20 },
      fields: named,
      weights: { prefix: 0.3, fuzzy: 0.2 },
      combineWith: "AND",
      prefix: (term) => term.length > 1,
      // A query's word is one word, whole or without its ending.
      tokenize: words,
      processTerm: stem,
    },
  });

  let indexed = 0;
  let whenIndexed = null;
  /** Puts records in the index for so many milliseconds. Whether all are there. */
  function indexFor(milliseconds) {
    const end = performance.now() + milliseconds;
    while (indexed < records.length && performance.now() < end) index.add(records[indexed++]);
    return indexed === records.length;
  }
  // In slices between which the page answers, so that the first letter waits for none of it.
  function indexOn() {
    if (!indexFor(15)) setTimeout(indexOn);
    else {
      const waiting = whenIndexed;
      whenIndexed = null;
      waiting?.();
    }
  }

  /** Shorter than this, a word within others means nothing: «data» is in «oppdatert». */
  const PART = 5;
  /** So much of a longer word stands before the part of it that is asked for: «bolig|tilskudd». */
  const BEFORE = 3;
  const within = (word) =>
    word.length < PART ? [] : [...vocabulary].filter((term) => term.indexOf(word, BEFORE) >= 0);

  /** How many letters a typing error may be off by. */
  const slack = (word) => (word.length > 7 ? 2 : word.length > 3 ? 1 : 0);
  /** Doubled letters are what is most often spelt otherwise. */
  const single = (text) => text.replace(/(.)\1/g, "$1");
  /** Terms that begin almost as a word is spelt: «tunell» and «tunnelkameraer». */
  const alike = (word) => {
    if (word.length < PART) return [];
    const once = single(word);
    return [...vocabulary].filter(
      (term) => term[0] === word[0] && startsAlmost(single(term), once, slack(word)),
    );
  };

  function startsAlmost(term, word, most) {
    if (term.length < word.length - most) return false;
    // Levenshtein's distances of the word's beginnings to those of the term, a row for each letter of the word.
    const width = Math.min(term.length, word.length + most);
    let row = Array.from({ length: width + 1 }, (_, n) => n);
    for (let n = 1; n <= word.length; n++) {
      const next = [n];
      for (let m = 1; m <= width; m++)
        next[m] = Math.min(row[m] + 1, next[m - 1] + 1, row[m - 1] + (word[n - 1] === term[m - 1] ? 0 : 1));
      if (Math.min(...next) > most) return false;
      row = next;
    }
    return Math.min(...row) <= most;
  }

  /** Every word must be there: as it is, as a beginning, or as one of other terms. */
  const queryOf = (asked, others, options = {}) => ({
    combineWith: "AND",
    queries: asked.map((word) => {
      const own = { queries: [word], ...options };
      const terms = others(stem(word));
      if (terms.length === 0) return own;
      const other = {
        queries: terms,
        combineWith: "OR",
        prefix: false,
        tokenize: (term) => [term],
        processTerm: (term) => term,
        boostTerm: () => 0.1,
      };
      return { combineWith: "OR", queries: [own, other] };
    }),
  });

  /** A score for each record that fits, and whether it is spelt as asked; null where nothing is asked for yet. */
  function search(query) {
    const asked = words(query);
    if (asked.length === 0) return null;
    let hits = index.search(queryOf(asked, within));
    // One letter is a word's beginning, unless it is a word.
    if (hits.length === 0 && asked.every((word) => word.length === 1)) return null;
    // Typing errors are forgiven when nothing is spelt as asked: else «skole» would find every «skal».
    // Where a record is placed says little of what it is: that is asked when nothing else fits.
    if (hits.length === 0) hits = index.search(queryOf(asked, within), { fields: everywhere });
    const isSpelt = hits.length > 0;
    if (!isSpelt) hits = index.search(queryOf(asked, alike, { fuzzy: slack }), { fields: everywhere });
    // Whole words come before beginnings and parts of others: NAV before Navnedagsverket.
    const wanted = asked.map((word) => [fold(word), stem(word)]);
    const whole = ({ terms }) => wanted.filter((forms) => forms.some((form) => terms.includes(form))).length;
    const most = Math.max(1, ...hits.map(({ score }) => score));
    const scores = new Map(hits.map((hit) => [hit.id, whole(hit) + hit.score / (2 * most)]));
    return { scores, isSpelt };
  }

  // ---- State and address bar.

  const sorts = [...$("sorter").options].map(({ value }) => value);
  const amount = fields.find(({ kind }) => kind === "amount");

  function readHash() {
    const given = new URLSearchParams(location.hash.slice(1));
    const chosen = new Map();
    for (const [key, value] of given)
      if (at.has(key) && isChoice(field(key))) {
        const known = value
          .split("|")
          .filter((option) => option in missingKeys || field(key).options.some(([name]) => name === option));
        if (known.length > 0) chosen.set(key, new Set(known));
      }
    const sort = given.get("sorter");
    return {
      q: given.get("q") ?? "",
      chosen,
      sort: sorts.includes(sort) ? sort : "treff",
      table: given.get("vis") === "tabell",
      detail: byKey.has(given.get(unit.key)) ? given.get(unit.key) : null,
      lost: given.get(unit.key) !== null && !byKey.has(given.get(unit.key)),
    };
  }
  const missingKeys = Object.fromEntries(Object.keys(missing).map((key) => [`!${key}`, true]));

  function hashOf(state) {
    const given = new URLSearchParams();
    if (state.q !== "") given.set("q", state.q);
    for (const [key, options] of state.chosen) if (options.size > 0) given.set(key, [...options].join("|"));
    if (state.sort !== "treff") given.set("sorter", state.sort);
    if (state.table) given.set("vis", "tabell");
    if (state.detail) given.set(unit.key, state.detail);
    const text = given.toString().replaceAll("%7C", "|");
    return text === "" ? "#" : `#${text}`;
  }

  let state = readHash();
  let shown = 30;

  /** @param replace Typing changes the address in place; a choice is a step that the back button takes back. */
  function go(change, { replace = false } = {}) {
    state = { ...state, lost: false, ...change };
    shown = 30;
    history[replace ? "replaceState" : "pushState"](null, "", hashOf(state));
    draw();
  }

  // ---- Selection.

  /** The facets in which a record has none of what is chosen. */
  function contradicted() {
    const chosen = [...state.chosen].map(([key, options]) => {
      const { codes, of } = choices.get(key);
      return [key, of, new Set([...options].map((option) => codes.get(option)))];
    });
    return ({ i }) => chosen.filter(([, of, wanted]) => !of[i].some((code) => wanted.has(code)));
  }

  function select() {
    const answered = search(state.q);
    const hits = answered?.scores;
    const found = hits ? records.filter(({ i }) => hits.has(i)) : records;
    const against = contradicted();
    const list = found.filter((record) => against(record).length === 0);
    const order = {
      treff: (a, b) => (hits ? hits.get(b.i) - hits.get(a.i) : 0) || a.i - b.i,
      alfabet: (a, b) => compare(textOf(a, spec.name), textOf(b, spec.name)) || a.i - b.i,
      eier: (a, b) => compare(a.body, b.body) || a.i - b.i,
      storst: (a, b) => kroner(b) - kroner(a) || a.i - b.i,
    }[state.sort];
    // Without a search they stand in the order of the best hit as they are.
    return {
      found,
      list: hits || state.sort !== "treff" ? list.sort(order) : list,
      isSpelt: answered?.isSpelt ?? true,
    };
  }
  const collator = new Intl.Collator("nb");
  const compare = (a, b) => collator.compare(a, b);
  const kroner = (record) => {
    const given = amount ? answer(record, amount.key) : null;
    return typeof given === "number" ? given : -1;
  };

  // ---- Drawing.

  function el(name, properties = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key in element && key !== "list") element[key] = value;
      else element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  const boxes = new Map();

  function makeFacets() {
    // Beside the list where there is room; else behind one heading, so that the list comes first.
    const roomy = matchMedia("(min-width: 66rem)");
    const wide = roomy.matches;
    $("avgrens").open = wide;
    $("tallene").open = matchMedia("(min-width: 40rem)").matches;
    roomy.addEventListener("change", () => {
      if (roomy.matches) for (const id of ["avgrens", "tallene"]) $(id).open = true;
    });
    spec.facets.forEach((key, n) => {
      const { label, options } = field(key);
      const present = counterOf(key);
      const all = [
        ...options.filter(([name]) => present.has(name)),
        ...reasonsIn(present).map((option) => [option, labelOf(key, option)]),
      ];
      const list = el("ul");
      for (const [option, name] of all) {
        const box = el("input", { type: "checkbox", id: `f-${key}-${option.replace("!", "_")}` });
        const count = el("span", { className: "antall" });
        box.addEventListener("change", () => {
          const chosen = new Map(state.chosen);
          const set = new Set(chosen.get(key));
          box.checked ? set.add(option) : set.delete(option);
          set.size > 0 ? chosen.set(key, set) : chosen.delete(key);
          go({ chosen, detail: null });
        });
        list.append(el("li", {}, box, el("label", { htmlFor: box.id }, name, " ", count)));
        boxes.set(`${key} ${option}`, { box, count });
      }
      const details = el(
        "details",
        { open: wide && n < 4 },
        el("summary", {}, label),
        el("div", { role: "group", "aria-label": label }, list),
      );
      $("fasetter").append(details);
    });
  }

  /** Each choice is counted among those that fit the choices of all other facets. */
  function drawFacets(found) {
    const counters = new Map(spec.facets.map((key) => [key, counterOf(key)]));
    const all = [...counters.values()];
    const contradictions = contradicted();
    for (const record of found) {
      const against = contradictions(record);
      if (against.length === 0) for (const counter of all) counter.add(record.i);
      else if (against.length === 1) counters.get(against[0][0])?.add(record.i);
    }
    for (const [name, { box, count }] of boxes) {
      const [key, option] = name.split(" ");
      const n = counters.get(key).of(option);
      count.textContent = `(${thousands(n)})`;
      box.checked = state.chosen.get(key)?.has(option) ?? false;
      box.parentElement.classList.toggle("tom", n === 0 && !box.checked);
    }
  }

  function drawChips() {
    const chips = [];
    for (const [key, options] of state.chosen)
      for (const option of options) {
        const text = `${field(key).label}: ${labelOf(key, option)}`;
        const button = el(
          "button",
          { type: "button", "aria-label": `Ta bort ${text}` },
          text,
          el("span", { className: "kryss" }, " ×"),
        );
        button.addEventListener("click", () => {
          const chosen = new Map(state.chosen);
          const set = new Set(chosen.get(key));
          set.delete(option);
          set.size > 0 ? chosen.set(key, set) : chosen.delete(key);
          go({ chosen });
          $("status").focus();
        });
        chips.push(el("li", {}, button));
      }
    $("valgt").replaceChildren(...chips);
    $("nullstill").hidden = state.chosen.size === 0 && state.q === "";
  }

  /** A choice by itself, whatever the order in which it was made. */
  const nameOf = (chosen) =>
    [...chosen]
      .map(([key, options]) => `${key}=${[...options].sort().join("|")}`)
      .sort()
      .join("&");
  const inNote = new Map();
  for (const [hash, ...number] of data.numbers) {
    const name = nameOf([...new URLSearchParams(hash)].map(([key, value]) => [key, value.split("|")]));
    inNote.set(name, [...(inNote.get(name) ?? []), number]);
  }

  /** The note's numbers of just this choice. */
  function drawNumbers() {
    const numbers = state.q === "" ? (inNote.get(nameOf(state.chosen)) ?? []) : [];
    const said = new Set();
    const links = numbers.flatMap(([id, text, section, hidden]) => {
      const where = section === "" ? "" : `, ${section}`;
      if (said.has(text + where)) return [];
      said.add(text + where);
      const rest = hidden === 0 ? "" : ` (${thousands(hidden)} vises ikke her)`;
      return [" ", el("a", { href: `notat.html#${id}` }, text), `${where}${rest}.`];
    });
    $("i-notatet").replaceChildren(...(links.length > 0 ? ["I notatet:", ...links] : []));
    $("i-notatet").hidden = links.length === 0;
  }

  function linkTo(record) {
    const a = el("a", { href: hashOf({ ...state, detail: record.key }) }, textOf(record, spec.name));
    a.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go({ detail: record.key });
      $("detalj").querySelector("h2").focus();
    });
    return a;
  }

  function drawList(list) {
    const part = list.slice(0, shown);
    $("liste").replaceChildren(
      ...part.map((record) =>
        el(
          "li",
          { className: "kort" },
          el("h2", {}, linkTo(record)),
          el(
            "p",
            { className: "hvem" },
            [record.body, textOf(record, spec.group)].filter(Boolean).join(" · "),
          ),
          el("p", {}, short(textOf(record, spec.description))),
          el(
            "dl",
            { className: "kjennetegn" },
            ...spec.columns.map((key) => {
              const { label } = field(key);
              const text = textOf(record, key);
              // «Ikke tverrgående» says what it is about.
              const isSaid = text.toLowerCase().includes(label.toLowerCase());
              return el(
                "div",
                {},
                el("dt", { className: isSaid ? "skjult" : "" }, label),
                el("dd", {}, text),
              );
            }),
          ),
        ),
      ),
    );
  }
  const short = (text) => (text.length > 220 ? `${text.slice(0, 200).replace(/\s+\S*$/, "")} …` : text);

  function drawTable(list) {
    const part = list.slice(0, shown);
    $("rader").replaceChildren(
      ...part.map((record) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, linkTo(record)),
          data.body ? el("td", {}, record.body) : null,
          el("td", {}, textOf(record, spec.group)),
          ...spec.columns.map((key) => el("td", {}, textOf(record, key))),
        ),
      ),
    );
  }

  const SVG = "http://www.w3.org/2000/svg";
  function svg(name, attributes, text) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    if (text !== undefined) element.textContent = text;
    return element;
  }

  const totals = new Map(spec.picture.map((key) => [key, countOptions(records, key)]));

  function drawPicture(list) {
    $("tegn").hidden = list.length === records.length;
    $("bilde").replaceChildren(
      ...spec.picture.map((key) => {
        const { label, options } = field(key);
        const whole = totals.get(key);
        const part = countOptions(list, key);
        const keys = [...options.map(([name]) => name), ...reasonsIn(whole)];
        const all = keys.map((option) => whole.of(option));
        const now = keys.map((option) => part.of(option));
        const most = Math.max(1, ...all);
        const height = 8 + 30 * keys.length;
        const picture = svg("svg", {
          viewBox: `0 0 360 ${height}`,
          role: "img",
          "aria-label": `${label}: ${keys.map((option, i) => `${labelOf(key, option)} ${now[i]} av ${all[i]}`).join(", ")}`,
        });
        keys.forEach((option, i) => {
          const y = 8 + 30 * i;
          picture.append(
            svg("text", { x: 0, y: y + 13, class: "navn" }, labelOf(key, option)),
            svg("rect", { x: 172, y, width: (130 * all[i]) / most, height: 18, class: "alle" }),
            svg("rect", { x: 172, y, width: (130 * now[i]) / most, height: 18, class: "valgte" }),
            svg("text", { x: 178 + (130 * all[i]) / most, y: y + 13, class: "tall" }, thousands(now[i])),
          );
        });
        return el("figure", {}, el("figcaption", {}, label), picture);
      }),
    );
  }

  function drawDetail() {
    const record = state.detail ? byKey.get(state.detail) : null;
    $("utvalg").hidden = record !== null;
    $("detalj").hidden = record === null;
    if (!record) return;
    const back = el("a", { href: hashOf({ ...state, detail: null }), className: "tilbake" }, "← Til listen");
    back.addEventListener("click", (event) => {
      event.preventDefault();
      go({ detail: null });
      $("status").focus();
    });
    const facts = fields
      .filter(({ key }) => ![spec.name, spec.description, "utvalg"].includes(key))
      // Classes that say no more than the answer that they are made of.
      .filter(
        ({ key, label }, i, all) =>
          i === 0 || label !== all[i - 1].label || textOf(record, key) !== textOf(record, all[i - 1].key),
      )
      .map(({ key, label, question }) =>
        el(
          "div",
          {},
          el("dt", {}, label, question === "" ? "" : el("small", {}, question)),
          el("dd", {}, textOf(record, key)),
        ),
      );
    $("detalj").replaceChildren(
      back,
      el("h2", { tabIndex: -1 }, textOf(record, spec.name)),
      el("p", { className: "hvem" }, record.body),
      el("p", { className: "ingress" }, textOf(record, spec.description)),
      el("dl", { className: "alt" }, ...facts),
    );
    document.title = `${textOf(record, spec.name)} – ${title}`;
  }
  const title = document.title;

  let current = [];
  function draw() {
    document.title = title;
    if ($("q").value !== state.q) $("q").value = state.q;
    $("sorter").value = state.sort;
    $("vis-tabell").checked = state.table;
    drawDetail();
    // Few records are soon there; of many the list comes a moment later, and the keyboard is never stopped.
    const isBusy = words(state.q).length > 0 && !indexFor(30);
    $("utvalg").setAttribute("aria-busy", isBusy);
    if (isBusy) {
      $("status").textContent = "Søker …";
      whenIndexed = draw;
      return;
    }
    const { found, list, isSpelt } = select();
    current = list;
    const part = list.length === records.length ? "Alle" : `${thousands(list.length)} av`;
    $("status").textContent = state.lost
      ? "Det som adressen viser til, finnes ikke her. Her er alle."
      : list.length === 0
        ? `Ingen ${unit.many} passer. Ta bort et valg, eller søk på noe annet.`
        : `${part} ${thousands(records.length)} ${records.length === 1 ? unit.one : unit.many}${isSpelt ? "" : ". Ingen er skrevet slik; disse likner"}`;
    drawFacets(found);
    drawChips();
    drawNumbers();
    $("liste").hidden = state.table;
    $("tabell").hidden = !state.table;
    state.table ? drawTable(list) : drawList(list);
    $("mer").hidden = list.length <= shown;
    $("mer").textContent = `Vis ${thousands(Math.min(50, list.length - shown))} til`;
    drawPicture(list);
  }

  // ---- What is shown, to take away.

  function csv() {
    const columns = fields.filter(({ key }) => key !== "utvalg");
    // As in the open data: no text is a formula, whatever stands between cells.
    const cell = (text) => {
      const within = text.replace(
        /([;\t\r\n][ \u00a0\u200b\ufeff]*)(?=[=@＝＠﹦﹫]|[+\-＋－﹢﹣](?!\s))/gu,
        "$1'",
      );
      const safe = /^[\s\u200b\ufeff]*[=+\-@\t\r\n＝＋－＠﹢﹣﹦﹫]/u.test(within) ? `'${within}` : within;
      return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    const plain = (record, key) => {
      const given = answer(record, key);
      return typeof given === "number" ? String(given) : cell(textOf(record, key));
    };
    const lines = [
      [unit.key, ...(data.body ? [data.body] : []), ...columns.map(({ key }) => key)].join(","),
      ...current.map((record) =>
        [
          record.key,
          ...(data.body ? [cell(record.body)] : []),
          ...columns.map(({ key }) => plain(record, key)),
        ].join(","),
      ),
    ];
    return `\ufeff${lines.join("\r\n")}\r\n`;
  }

  $("last-ned").addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" }));
    const a = el("a", { href: url, download: `${unit.key}-${data.year}-${current.length}.csv` });
    a.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  });
  $("skriv-ut").addEventListener("click", () => print());
  // On paper stands all that was found, however it is printed.
  let before = shown;
  window.addEventListener("beforeprint", () => {
    before = shown;
    shown = Math.max(shown, current.length);
    draw();
    $("tallene").open = true;
  });
  window.addEventListener("afterprint", () => {
    shown = before;
    draw();
  });

  // ---- Controls.

  let step = false;
  $("q").addEventListener("input", () => {
    // The first letter is a step; those after it are not.
    go({ q: $("q").value, detail: null }, { replace: step });
    step = true;
  });
  $("q").addEventListener("blur", () => {
    step = false;
  });
  $("sok").addEventListener("submit", (event) => {
    event.preventDefault();
    $("status").focus();
  });
  $("sorter").addEventListener("change", () => go({ sort: $("sorter").value }));
  $("vis-tabell").addEventListener("change", () => go({ table: $("vis-tabell").checked }));
  $("nullstill").addEventListener("click", () => {
    go({ chosen: new Map(), q: "", detail: null });
    $("q").focus();
  });
  $("mer").addEventListener("click", () => {
    const next = shown;
    shown += 50;
    draw();
    (state.table ? $("rader") : $("liste")).children[next]?.querySelector("a")?.focus();
  });
  window.addEventListener("popstate", () => {
    state = readHash();
    draw();
  });

  makeFacets();
  $("appen").hidden = false;
  draw();
  setTimeout(indexOn);
})();
