import { showProgress } from "notat/dist/lib/cli/showProgress.js";
import { expect, test } from "vitest";

/** What is written where there is no terminal. */
function collect(files: readonly string[]) {
  let written = "";
  const stream = { isTTY: false, write: (text: string) => (written += text) };
  return { ...showProgress(stream as never, files), written: () => written };
}
const text = (text: string) => ({ type: "stream", cell: 1, name: "stdout", text }) as const;

test("showProgress(stream, files).output(file, event) puts a line of 200,000 pieces together at once", () => {
  const progress = collect(["a.ipynb"]);
  const start = performance.now();
  for (let i = 0; i < 200_000; i++) progress.output("a.ipynb", text("."));
  progress.output("a.ipynb", text("\nto\ntr"));
  progress.output("a.ipynb", text("e\n"));
  // Looking through the line anew for each piece would take minutes.
  expect(performance.now() - start).toBeLessThan(5000);
  expect(progress.written()).toBe(`a  ${".".repeat(200_000)}\na  to\na  tre\n`);
});

test("showProgress(stream, files) tells notebooks of one name apart by their paths", () => {
  const files = ["en/lik.ipynb", "to/lik.ipynb", "to/annen.ipynb"];
  const progress = collect(files);
  for (const notebook of files) progress.show({ notebook, k: 1, n: 1, ms: 0, state: "done" });
  expect(progress.written().match(/✓ \S+/g)).toEqual(["✓ en/lik", "✓ to/lik", "✓ annen"]);
});
