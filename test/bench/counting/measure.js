// One engine on one number of rows, in a process of its own: node measure.js ENGINE ROWS ROUNDS → a line of JSON.
import { AMOUNTS, FIGURES, makeData } from "./data.js";
import { ENGINES } from "./engines.js";

const [name, rows, rounds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const data = await makeData(rows);
const before = process.resourceUsage().maxRSS;
const start = performance.now();
const engine = await ENGINES[name](data);
const load = performance.now() - start;
const tasks = [
  ...FIGURES.map((items) => ({ name: items.join("×"), kind: "figures", run: () => engine.count(items) })),
  ...AMOUNTS.map((items) => ({
    name: items.join(" by "),
    kind: "amounts",
    run: () => engine.amounts(items),
  })),
];
const results = {};
const times = { figures: [], amounts: [] };
for (let round = 0; round <= rounds; round += 1) {
  const spent = { figures: 0, amounts: 0 };
  engine.forget();
  for (const { name, kind, run } of tasks) {
    const from = performance.now();
    const found = await run();
    spent[kind] += performance.now() - from;
    // Counts of nothing are left out by some engines and not by others.
    results[name] = Object.fromEntries(found.filter(([, n]) => n !== 0 && n !== null && !Number.isNaN(n)));
  }
  // The first round warms up.
  if (round > 0 || rounds === 0) for (const kind of Object.keys(times)) times[kind].push(spent[kind]);
}
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
console.log(
  JSON.stringify({
    load,
    figures: median(times.figures),
    amounts: median(times.amounts),
    // In kilobytes; what the rows themselves take is in both.
    before: before * 1024,
    peak: process.resourceUsage().maxRSS * 1024,
    results,
  }),
);
process.exit(0);
