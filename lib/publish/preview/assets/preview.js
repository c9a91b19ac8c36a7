// The page is in a frame, which is made anew when the page is another; the reader stays at the same element.
(() => {
  const state = document.getElementById("tilstand");
  const box = document.getElementById("feil");
  const pages = document.getElementById("sider");
  let shown = 0;

  /** What the reader sees first: an element with a name, and how far from the top it is. */
  function placeIn(frame) {
    const { contentDocument: page, contentWindow: view } = frame;
    const anchors = [...page.querySelectorAll("main [id]:not(svg *)")]
      // What is folded or for other screens is nowhere.
      .filter((element) => element.getClientRects().length > 0)
      .map((element) => ({ id: element.id, top: element.getBoundingClientRect().top }));
    const above = anchors.filter(({ top }) => top <= 80).pop();
    return {
      anchor: above,
      y: view.scrollY,
      numbers: page.getElementById("vis-tallgrunnlag")?.checked === true,
    };
  }

  function restore(frame, { anchor, y, numbers }) {
    const { contentDocument: page, contentWindow: view } = frame;
    const toggle = page.getElementById("vis-tallgrunnlag");
    if (toggle) toggle.checked = numbers;
    const element = anchor && page.getElementById(anchor.id);
    // The page itself scrolls smoothly, which would be seen here.
    const top = element ? view.scrollY + element.getBoundingClientRect().top - anchor.top : y;
    view.scrollTo({ top, behavior: "instant" });
  }

  function show(version) {
    if (version === shown || version === 0) return;
    shown = version;
    const before = pages.querySelector("iframe:not(.neste)");
    pages.querySelector("iframe.neste")?.remove();
    const frame = document.createElement("iframe");
    frame.title = "Siden";
    frame.className = "neste";
    frame.addEventListener("load", () => {
      // A frame that was overtaken by the next one is gone.
      if (!frame.isConnected) return;
      // Other sites are not shown in here.
      for (const link of frame.contentDocument.querySelectorAll('a[href^="http"]')) {
        link.target = "_blank";
        link.rel = "noopener noreferrer";
      }
      if (before) restore(frame, placeIn(before));
      frame.className = "";
      before?.remove();
    });
    frame.src = `side?v=${version}`;
    pages.append(frame);
  }

  function tell(problems) {
    box.hidden = problems.length === 0;
    box.replaceChildren();
    if (problems.length === 0) return;
    const head = document.createElement("h2");
    head.textContent = problems.length === 1 ? "Noe må rettes" : `${problems.length} ting må rettes`;
    box.append(
      head,
      ...problems.map((problem) => {
        const text = document.createElement("pre");
        text.textContent = problem;
        return text;
      }),
    );
  }

  const events = new EventSource("hendelser");
  events.addEventListener("message", ({ data }) => {
    const { text, version, problems } = JSON.parse(data);
    state.textContent = text;
    if (problems) tell(problems);
    show(version);
  });
  events.addEventListener("error", () => {
    state.textContent = "Forhåndsvisningen svarer ikke. Start den igjen med notat preview.";
  });
})();
