// Everything here is an addition: without script the page shows its figures, tables, notes and explanations.
(() => {
  const packed = document.getElementById("plotly-gzip");
  let loading = null;

  async function unpack() {
    const bytes = Uint8Array.from(atob(packed.textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.append(script);
    return window.Plotly;
  }

  // The colours that figures are made with, and what they are called in the stylesheet, which knows the reader's mode.
  const COLOURS = {
    "#1b4b7a": "--c0",
    "#d17a22": "--c1",
    "#6fb3c8": "--c2",
    "#8a8f98": "--c3",
    "#b8bec6": "--c4",
    "#d9dde2": "--grid",
    "#6b7280": "--grid",
    "#ffffff": "--paper",
  };

  async function plot(figure) {
    loading ??= unpack();
    const Plotly = await loading;
    const style = getComputedStyle(document.documentElement);
    const json = figure
      .querySelector(".plotly-data")
      .textContent.replace(/#[0-9a-f]{6}\b/g, (hex) =>
        hex in COLOURS ? style.getPropertyValue(COLOURS[hex]).trim() : hex,
      );
    const narrow = matchMedia("(max-width: 38rem)").matches;
    const { data, layout } = JSON.parse(json)[narrow ? "narrow" : "wide"];
    const ink = style.getPropertyValue("--ink").trim();
    const paper = style.getPropertyValue("--paper").trim();
    Object.assign(layout, {
      width: undefined,
      autosize: true,
      font: { ...layout.font, color: ink },
      hoverlabel: { bgcolor: paper, bordercolor: ink, font: { color: ink }, align: "left" },
    });
    const live = figure.querySelector(".live");
    live.style.height = `${layout.height}px`;
    await Plotly.newPlot(live, data, layout, { displayModeBar: false, responsive: true });
  }

  async function explore(figure, button) {
    if (figure.classList.toggle("explored")) {
      if (!figure.querySelector(".live")) {
        const live = document.createElement("div");
        live.className = "live";
        live.setAttribute("role", "img");
        live.setAttribute("aria-labelledby", `${figure.id}-tittel`);
        figure.querySelector(".drawing").append(live);
      }
      button.textContent = "Vis som tegning";
      await plot(figure);
    } else button.textContent = "Utforsk figuren";
  }

  if (packed && "DecompressionStream" in window) {
    for (const figure of document.querySelectorAll("figure.figure")) {
      const button = figure.querySelector(".explore");
      if (!button) continue;
      button.hidden = false;
      button.addEventListener("click", () => explore(figure, button));
    }
    for (const query of ["(prefers-color-scheme: dark)", "(max-width: 38rem)"])
      matchMedia(query).addEventListener("change", () => {
        for (const figure of document.querySelectorAll("figure.explored")) plot(figure);
      });
  }

  // One chapter on paper: the chapter, its footnotes, nothing else.
  function printChapter(section) {
    const notes = [...section.querySelectorAll(".fnref a")].map((a) =>
      document.getElementById(a.hash.slice(1)),
    );
    const printed = [section, ...notes, ...(notes.length > 0 ? document.querySelectorAll(".footnotes") : [])];
    const mark = (on) => {
      document.body.classList.toggle("one-chapter", on);
      for (const element of printed) element?.classList.toggle("printed", on);
    };
    addEventListener("afterprint", () => mark(false), { once: true });
    mark(true);
    print();
  }

  for (const section of document.querySelectorAll("main.note > .chapter")) {
    const number = section.querySelector(":is(h2, h3) .num")?.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = number
      ? `Skriv ut ${/^\d/.test(number) ? "kapittel " : ""}${number.toLowerCase()}`
      : "Skriv ut denne delen";
    button.addEventListener("click", () => printChapter(section));
    const line = document.createElement("p");
    line.className = "print-chapter";
    line.append(button);
    section.append(line);
  }

  // The contents follow along.
  const contents = document.querySelector(".contents");
  const links = new Map([...document.querySelectorAll(".contents a")].map((a) => [a.hash.slice(1), a]));
  if (links.size > 0 && "IntersectionObserver" in window) {
    const seen = new Set();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries)
          isIntersecting ? seen.add(target.id) : seen.delete(target.id);
        const current = [...links.keys()].find((id) => seen.has(id));
        if (!current) return;
        for (const [id, a] of links)
          id === current ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current");
        const place = links.get(current).getBoundingClientRect();
        const frame = contents.getBoundingClientRect();
        if (place.top < frame.top + 40 || place.bottom > frame.bottom - 40)
          contents.scrollTop += place.top - frame.top - frame.height / 3;
      },
      { rootMargin: "0px 0px -60% 0px" },
    );
    for (const id of links.keys()) {
      const heading = document.getElementById(id);
      if (heading) observer.observe(heading);
    }
  }
})();
