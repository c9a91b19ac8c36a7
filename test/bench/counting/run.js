// npm run bench [-- --most 1000000] [-- --rounds 5] [-- --pairs 3]: counts the ten figures of the note, and sums up the
// amounts by ministry, on 432 and on 10³ … 10⁶ rows with the library and beside it with Arquero, DuckDB (one and all
// threads) and danfo.js. Every engine runs in a process of its own, one after the other and then all again, so that what
// else the machine does meets all alike; what it finds must be what the library finds. Exit 1 when it is not.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { ENGINES } from "./engines.js";

const option = (name, otherwise) => Number(process.argv[process.argv.indexOf(`--${name}`) + 1]) || otherwise;
const most = option("most", 1_000_000);
const rounds = option("rounds", 5);
const seconds = option("seconds", 300);
const pairs = option("pairs", 3);
const sizes = [432, 1_000, 10_000, 100_000, 1_000_000].filter((size) => size <= most);
const script = fileURLToPath(new URL("./measure.js", import.meta.url));
const [OURS, CODED, , , ALL_THREADS, DANFO] = Object.keys(ENGINES);

console.log(
  `Node ${process.version}, ${availableParallelism()} cores, median of ${pairs} runs of ${rounds} rounds, and least to most of figures and amounts together; times in ms.`,
);
const found = new Map();
let isEqual = true;
for (const size of sizes) {
  console.log(`\n${size.toLocaleString("en")} rows`);
  console.log(
    `  ${"".padEnd(20)}${["load", "figures", "amounts", "peak MB", "own MB", "least", "most"].map((text) => text.padStart(10)).join("")}`,
  );
  const runs = new Map(Object.keys(ENGINES).map((engine) => [engine, []]));
  for (let pair = 0; pair < pairs; pair += 1)
    for (const [engine, list] of runs)
      if (pair === 0 || engine !== DANFO) list.push(await measure(engine, size));
  for (const [engine, list] of runs) {
    const one = list.includes(null) ? null : together(list);
    found.set(`${engine} ${size}`, one);
    if (one === null) {
      console.log(`  ${engine.padEnd(20)}  none within ${seconds} s`);
      continue;
    }
    const numbers = [
      one.load,
      one.figures,
      one.amounts,
      one.peak / 2 ** 20,
      (one.peak - one.before) / 2 ** 20,
      ...one.range,
    ];
    const texts = numbers.map((number) => number.toFixed(number < 10 ? 2 : 0).padStart(10));
    const unlike = list.flatMap(({ results }) => compare(runs.get(OURS)[0].results, results));
    if (unlike.length > 0) isEqual = false;
    console.log(
      `  ${engine.padEnd(20)}${texts.join("")}${unlike.length > 0 ? `  ${unlike.length} UNLIKE: ${unlike.slice(0, 3).join("; ")}` : ""}`,
    );
  }
}

/** The medians of some runs, and between what figures and amounts together were. */
function together(list) {
  const median = (of) => list.map(of).toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
  const sums = list.map(({ figures, amounts }) => figures + amounts);
  return {
    load: median(({ load }) => load),
    figures: median(({ figures }) => figures),
    amounts: median(({ amounts }) => amounts),
    peak: Math.max(...list.map(({ peak }) => peak)),
    before: median(({ before }) => before),
    range: [Math.min(...sums), Math.max(...sums)],
  };
}

const total = (engine, size) => {
  const one = found.get(`${engine} ${size}`);
  return one ? one.figures + one.amounts : Number.NaN;
};
/** How many times as long as the library; more than so many when it was not waited for. */
const ratio = (engine, ours, size) => {
  const times = total(engine, size) / total(ours, size);
  if (!Number.isNaN(times)) return times.toFixed(1).padStart(10);
  return `over ${((seconds * 1000) / total(ours, size)).toFixed(0)}`.padStart(10);
};
console.log(
  "\nHow many times as long the others take for figures and amounts together as the library does, coding included",
);
for (const engine of Object.keys(ENGINES).slice(2))
  console.log(`  ${engine.padEnd(20)}${sizes.map((size) => ratio(engine, OURS, size)).join("")}`);
console.log("and with the items coded, as DuckDB has its columns in storage of its own");
for (const engine of [ALL_THREADS, DANFO])
  console.log(`  ${engine.padEnd(20)}${sizes.map((size) => ratio(engine, CODED, size)).join("")}`);
console.log("\nGrowth: time for ten times the rows (10 is linear)");
for (const engine of Object.keys(ENGINES))
  console.log(
    `  ${engine.padEnd(20)}${sizes
      .slice(2)
      .map((size) => (total(engine, size) / total(engine, size / 10)).toFixed(1).padStart(10))
      .join("")}`,
  );
console.log(isEqual ? "\nAll results are equal." : "\nResults differ: see UNLIKE above.");
process.exitCode = isEqual ? 0 : 1;

/** The names of numbers that both have and that differ; sums of fractions may by rounding. */
function compare(ours, others) {
  return Object.entries(others).flatMap(([task, numbers]) => {
    const own = ours[task];
    const missing = Object.keys(own).filter((key) => !(key in numbers) && !/ (q1|median|q3)$/.test(key));
    const unlike = Object.entries(numbers).filter(
      ([key, number]) => !(Math.abs(number - own[key]) <= 1e-9 * Math.abs(own[key])),
    );
    return [
      ...missing.map((key) => `${task}: no ${key}`),
      ...unlike.map(([key, number]) => `${task}: ${key} is ${own[key]} here, ${number} there`),
    ].filter((text) => !/ (mangler|ikke_spurt) \w+$/.test(text) || !text.includes(": no "));
  });
}

function measure(engine, size) {
  return new Promise((resolve, reject) => {
    const argv = [
      "--max-old-space-size=8192",
      script,
      engine,
      String(size),
      String(engine === DANFO && size > 10_000 ? 0 : rounds),
    ];
    const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let error = "";
    child.stdout.on("data", (text) => (out += text));
    child.stderr.on("data", (text) => (error += text));
    const timer = setTimeout(() => child.kill("SIGKILL"), seconds * 1000);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const line = out.split("\n").find((one) => one.startsWith('{"load"'));
      if (signal === "SIGKILL") resolve(null);
      else if (code === 0 && line) resolve(JSON.parse(line));
      else reject(new Error(`${engine} on ${size} rows ended with ${code}:\n${out}${error}`));
    });
  });
}
