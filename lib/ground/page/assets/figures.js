// Lets the reader explore a figure and take it along. Without script, or before it is asked for, the drawing stands.
(() => {
  const bundle = document.getElementById("plotly-gzip");
  if (!bundle || !("DecompressionStream" in window)) return;

  async function unpack(element) {
    const bytes = Uint8Array.from(atob(element.textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  }

  let loading = null;
  async function loadPlotly() {
    const script = document.createElement("script");
    script.textContent = await unpack(bundle);
    document.head.append(script);
    return window.Plotly;
  }

  const narrow = matchMedia("(max-width: 38rem)");

  // What is open, by the figure: its views, what is chosen, and where the results stand.
  const open = new Map();

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function controls(figure, state) {
    return state.choices.map(({ name, label, options }) =>
      element(
        "fieldset",
        {},
        element("legend", {}, label),
        ...options.map(({ key, label }) => {
          const input = element("input", { type: "radio", name: `${figure.id}-${name}`, value: key });
          input.checked = state.chosen[name] === key;
          input.addEventListener("change", () => {
            state.chosen = { ...state.chosen, [name]: key };
            show(figure);
            remember(figure);
          });
          return element("label", {}, input, ` ${label}`);
        }),
      ),
    );
  }

  const viewOf = ({ views, chosen }) =>
    views.find((view) => Object.entries(chosen).every(([name, key]) => view.chosen[name] === key));

  async function show(figure) {
    const state = open.get(figure);
    const view = viewOf(state);
    state.about.textContent = view.about;
    state.live.setAttribute("aria-label", view.alt);
    loading ??= loadPlotly();
    const Plotly = await loading;
    const style = getComputedStyle(document.documentElement);
    // Colours come by their names in the stylesheet, which knows the reader's mode.
    const json = JSON.stringify(view[narrow.matches ? "narrow" : "wide"]).replace(
      /var\((--\w+)\)/g,
      (_, name) => style.getPropertyValue(name).trim(),
    );
    const { data, layout } = JSON.parse(json);
    const ink = style.getPropertyValue("--ink").trim();
    const paper = style.getPropertyValue("--paper").trim();
    Object.assign(layout, {
      width: undefined,
      autosize: true,
      font: { ...layout.font, color: ink },
      hoverlabel: { bgcolor: paper, bordercolor: ink, font: { color: ink }, align: "left" },
    });
    state.live.style.height = `${layout.height}px`;
    state.points = data.flatMap(({ hovertemplate = [] }, curveNumber) =>
      hovertemplate.map((text, pointNumber) => ({ curveNumber, pointNumber, text })),
    );
    state.at = -1;
    await Plotly.newPlot(state.live, data, layout, { displayModeBar: false, responsive: true });
  }

  // Arrow keys go from number to number, as pointing does with the mouse.
  function walk(figure, event) {
    const state = open.get(figure);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step === undefined || state.points.length === 0) return;
    event.preventDefault();
    const { length } = state.points;
    state.at = (state.at + step + length + (state.at < 0 && step < 0 ? 1 : 0)) % length;
    const { text, ...point } = state.points[state.at];
    window.Plotly.Fx.hover(state.live, [point]);
    const plain = document.createElement("div");
    plain.innerHTML = text.replace(/<extra>.*/, "").replaceAll("<br>", " ");
    state.reading.textContent = plain.textContent;
  }

  async function openFigure(figure, chosen) {
    if (!open.has(figure)) {
      const { choices, views } = JSON.parse(await unpack(figure.querySelector(".views")));
      const state = { choices, views, chosen: views[0].chosen, points: [], at: -1 };
      state.about = element("p", { class: "about", "aria-live": "polite" });
      state.live = element("div", { class: "live-plot", role: "application", tabindex: "0" });
      state.live.setAttribute("aria-roledescription", "figur som kan utforskes med piltastene");
      state.reading = element(
        "p",
        { class: "reading", "aria-live": "polite" },
        "Bruk piltastene i figuren for å gå fra tall til tall.",
      );
      state.live.addEventListener("keydown", (event) => walk(figure, event));
      state.controls = element("div", { class: "choices" });
      const mark = figure.dataset.mark;
      figure
        .querySelector(".drawing")
        .append(
          element(
            "div",
            { class: "live" },
            state.controls,
            state.about,
            state.live,
            ...(mark ? [element("p", { class: "mark" }, mark)] : []),
            state.reading,
          ),
        );
      open.set(figure, state);
    }
    const state = open.get(figure);
    // A link may be older than the figure: what it does not know stays as it is.
    const known = (name, key) =>
      state.choices.some(
        (choice) => choice.name === name && choice.options.some((option) => option.key === key),
      );
    for (const [name, key] of Object.entries(chosen))
      if (known(name, key)) state.chosen = { ...state.chosen, [name]: key };
    state.controls.replaceChildren(...controls(figure, state));
    figure.classList.add("explored");
    figure.querySelector(".explore").textContent = "Vis som tegning";
    await show(figure);
  }

  function closeFigure(figure) {
    figure.classList.remove("explored");
    figure.querySelector(".explore").textContent = "Utforsk figuren";
    if (location.hash.startsWith(`#${figure.id}?`)) history.replaceState(null, "", `#${figure.id}`);
  }

  // What the reader sees stands in the address, so that it can be sent to others.
  function remember(figure) {
    history.replaceState(null, "", `#${figure.id}?${new URLSearchParams(open.get(figure).chosen)}`);
  }

  async function followAddress() {
    const [, id, query] = /^#(figur-[^?]+)\?(.*)$/.exec(decodeURIComponent(location.hash)) ?? [];
    const figure = id && document.getElementById(id);
    if (!figure?.querySelector(".views")) return;
    await openFigure(figure, Object.fromEntries(new URLSearchParams(query)));
    figure.scrollIntoView();
  }

  for (const figure of document.querySelectorAll("figure.figure")) {
    const button = figure.querySelector(".explore");
    if (!button) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      if (figure.classList.contains("explored")) return closeFigure(figure);
      await openFigure(figure, {});
      remember(figure);
    });
  }
  for (const query of [matchMedia("(prefers-color-scheme: dark)"), narrow])
    query.addEventListener("change", () => {
      for (const figure of document.querySelectorAll("figure.explored")) show(figure);
    });
  window.addEventListener("hashchange", followAddress);
  followAddress();

  // A drawing that leaves the page takes its font along.
  const face = [...document.querySelectorAll("style")]
    .flatMap((style) => style.textContent.match(/@font-face\s*\{[^}]*\}/g) ?? [])
    .join("");

  function withFont(link) {
    const svg = decodeURIComponent(link.href.slice(link.href.indexOf(",") + 1));
    return new Blob([svg.replace(/^<svg[^>]*>/, (start) => `${start}<style>${face}</style>`)], {
      type: "image/svg+xml",
    });
  }

  async function toPng(svg) {
    const image = new Image();
    image.src = URL.createObjectURL(svg);
    await image.decode();
    // Once more: the first time the font may not be there yet.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const canvas = document.createElement("canvas");
    canvas.width = 2 * image.naturalWidth;
    canvas.height = 2 * image.naturalHeight;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  function download(blob, name) {
    const link = element("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  for (const svg of document.querySelectorAll("a.svg-file")) {
    const png = svg.parentElement.querySelector(".png-file");
    png.hidden = false;
    svg.addEventListener("click", (event) => {
      event.preventDefault();
      download(withFont(svg), svg.download);
    });
    png.addEventListener("click", async () => download(await toPng(withFont(svg)), png.dataset.name));
  }
})();
