// Everything here is an addition: without script the page shows its figures, tables, notes and explanations.
(() => {
  // On paper, cells of texts stand one after the other: each says what it is.
  for (const table of document.querySelectorAll("table.texts")) {
    const labels = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
    for (const cell of table.querySelectorAll("td")) cell.dataset.label = labels[cell.cellIndex];
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
