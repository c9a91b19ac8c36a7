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

  async function explore(figure, button) {
    button.disabled = true;
    loading ??= unpack();
    const Plotly = await loading;
    const spec = JSON.parse(figure.querySelector(".plotly-data").textContent);
    const drawing = figure.querySelector(".drawing");
    const live = document.createElement("div");
    live.className = "live";
    const style = getComputedStyle(document.body);
    const layout = {
      ...spec.layout,
      width: undefined,
      autosize: true,
      font: { ...spec.layout.font, color: style.color },
    };
    if (drawing.clientWidth < 540) layout.font.size = 12;
    drawing.replaceChildren(live);
    const config = { displayModeBar: false, responsive: true, locale: "nb" };
    await Plotly.newPlot(live, spec.data, layout, config);
    live.setAttribute("role", "img");
    live.setAttribute("aria-labelledby", `${figure.id}-tittel`);
    button.remove();
  }

  if (packed && "DecompressionStream" in window) {
    for (const figure of document.querySelectorAll("figure.figure")) {
      const button = figure.querySelector(".explore");
      if (!button) continue;
      button.hidden = false;
      button.addEventListener("click", () => explore(figure, button));
    }
  }

  // The contents follow along.
  const links = new Map([...document.querySelectorAll(".contents a")].map((a) => [a.hash.slice(1), a]));
  if (links.size > 0 && "IntersectionObserver" in window) {
    const seen = new Set();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries)
          isIntersecting ? seen.add(target.id) : seen.delete(target.id);
        const first = [...links.keys()].find((id) => seen.has(id));
        if (!first) return;
        for (const [id, a] of links)
          id === first ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current");
      },
      { rootMargin: "0px 0px -60% 0px" },
    );
    for (const id of links.keys()) {
      const heading = document.getElementById(id);
      if (heading) observer.observe(heading);
    }
  }
})();
