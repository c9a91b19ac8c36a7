// npm run bench:intake [-- --rounds 3] [--many]: times `notat intake` on 73 returned forms of 10 tiltak each, in an edition
// of 2020 made of 2019's in a copy of the project: by the clock, by the processor's time of all processes, and at its most
// of memory. With --many also on 1,000 forms of 1,000 bodies. The forms are ours as a spreadsheet gives them back: with
// their lists, colours and formulas, and with what the formulas came to.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as XLSX from "xlsx";
import { copyFiles } from "../support/copyFiles.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const work = join(root, "out", "bench-intake");
const rounds = Number(process.argv[process.argv.indexOf("--rounds") + 1]) || 3;
const TILTAK = 10;
const ANSWER = {
  publiseres: "Ja",
  finansiering: "Ja",
  budsjett: 2_250_000,
  fase: "Konsept",
  involverer: "Nei",
  hovedleveranse: "Et søk på tvers av registre, som også små virksomheter kan bruke",
  effekter__kvalitet: 1,
  brukergrupper__innbyggere: 1,
  utvikle: "Ja",
  gjenbruke: "Nei",
  teknologi__sky: 1,
  innovasjon: "I noen grad",
};

rmSync(work, { recursive: true, force: true });
const project = join(work, "project");
mkdirSync(project, { recursive: true });
copyFiles(project);
const frame = join(project, "data", "2020", "frame.csv");
const notat = (...args) =>
  execFileSync(process.execPath, [join(project, "lib", "bin", "notat.js"), ...args], { stdio: "pipe" });
const inLib = (...args) => execFileSync(process.execPath, args, { cwd: join(project, "lib") });
notat("new", "edition", "2020");
inLib(join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.json");
inLib("dist/lib/ground/files/markBuild.js");

console.log(`Node ${process.version}, ${availableParallelism()} cores, median of ${rounds} rounds.`);
measure(readFileSync(frame, "utf8"), rounds);
if (process.argv.includes("--many")) measure(frameOf(1000), 1);
if (!process.argv.includes("--keep")) rmSync(work, { recursive: true });

function measure(bodies, times) {
  writeFileSync(frame, bodies);
  const [skjema, innboks] = [join(work, "skjema"), join(work, "innboks")];
  for (const folder of [skjema, innboks]) rmSync(folder, { recursive: true, force: true });
  notat("form", "--year", "2020", "--out", skjema);
  mkdirSync(innboks);
  for (const name of readdirSync(skjema))
    writeFileSync(join(innboks, name), filledIn(readFileSync(join(skjema, name))));
  const files = readdirSync(innboks).length;
  const runs = Array.from({ length: times }, () => {
    // As it was before any answer came; last year's answers were read when the forms were made.
    writeFileSync(frame, bodies);
    for (const made of ["out", ".notat/forms", "data/2020/raw"])
      rmSync(join(project, made), { recursive: true, force: true });
    return runIntake(innboks);
  }).sort((a, b) => a.seconds - b.seconds);
  const { seconds, processor, megabytes, told } = runs[Math.floor(runs.length / 2)];
  console.log(
    `${files} forms of ${TILTAK} tiltak: ${seconds.toFixed(1)} s (of processor time ${processor.toFixed(1)} s), at most ${megabytes.toFixed(0)} MB in all processes together. ${told}`,
  );
}

function runIntake(folder) {
  // Each process tells at its end what it took.
  const usage = join(work, "usage.txt");
  rmSync(usage, { force: true });
  const tell = `import { appendFileSync } from "node:fs"; process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    appendFileSync(${JSON.stringify(usage)}, (userCPUTime + systemCPUTime) / 1e6 + " " + maxRSS / 1024 + "\\n"); });`;
  const start = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(project, "lib", "bin", "notat.js"), "intake", folder, "--year", "2020", "--received", "2020-08-28"],
    {
      encoding: "utf8",
      maxBuffer: 100_000_000,
      env: { ...process.env, NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(tell)}` },
    },
  );
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`notat intake ended with ${status}:\n${stderr}`);
  const each = readFileSync(usage, "utf8").trim().split("\n");
  const sum = (at) => each.reduce((all, line) => all + Number(line.split(" ")[at]), 0);
  return { seconds, processor: sum(0), megabytes: sum(1), told: stderr.trim().split("\n").at(-1) };
}

/** A form with ten tiltak. Cells are put in as text, so that the rest of the workbook stays. */
function filledIn(form) {
  const archive = XLSX.CFB.read(form, { type: "buffer" });
  const [codes] = XLSX.utils.sheet_to_json(XLSX.read(form).Sheets.Svar, { header: 1 });
  const checks = codes.findIndex((code) => code.startsWith("skjema "));
  const answerAt = (at) => {
    const { c, r } = XLSX.utils.decode_cell(at);
    const answers = { navn: `Tiltak nummer ${r - 2}`, kostnadsramme: 12_500_000 + r * 250_000, ...ANSWER };
    return r < 3 + TILTAK ? answers[codes[c]] : undefined;
  };
  const path = archive.FullPaths.find((name) => name.endsWith("xl/worksheets/sheet2.xml"));
  const part = archive.FileIndex[archive.FullPaths.indexOf(path)];
  const xml = Buffer.from(part.content)
    .toString("utf8")
    .replace(/<c r="([A-Z]+\d+)"([^>]*?)(?:\/>|>(.*?)<\/c>)/g, (whole, at, more, content = "") => {
      const style = /\bs="\d+"/.exec(more)?.[0] ?? "";
      const { c, r } = XLSX.utils.decode_cell(at);
      if (r < 3 || codes[c] === "id") return whole;
      if (c === checks)
        return `<c r="${at}" ${style} t="str">${content}<v>${r < 3 + TILTAK ? "I orden" : ""}</v></c>`;
      const value = answerAt(at);
      if (value === undefined) return `<c r="${at}" ${style}/>`;
      if (typeof value === "number") return `<c r="${at}" ${style}><v>${value}</v></c>`;
      return `<c r="${at}" ${style} t="inlineStr"><is><t>${value}</t></is></c>`;
    });
  const packed = XLSX.CFB.utils.cfb_new();
  archive.FullPaths.forEach((name, i) => {
    const { content } = archive.FileIndex[i];
    if (!name.endsWith("/") && content?.length > 0)
      XLSX.CFB.utils.cfb_add(
        packed,
        name.replace(/^Root Entry/, ""),
        name === path ? Buffer.from(xml) : content,
      );
  });
  return XLSX.CFB.write(packed, { fileType: "zip", type: "buffer", compression: true });
}

/** So many bodies like the frame's, each with a number of its own. */
function frameOf(count) {
  const [header, line] = readFileSync(frame, "utf8").split("\n");
  const columns = header.split(",");
  const weights = [3, 2, 7, 6, 5, 4, 3, 2];
  const lines = [];
  for (let i = 20_000_000; lines.length < count; i++) {
    const digits = String(i);
    const rest = [...digits].reduce((sum, digit, at) => sum + Number(digit) * weights[at], 0) % 11;
    if (rest === 1) continue;
    const own = {
      organisasjonsnummer: `${digits}${rest === 0 ? 0 : 11 - rest}`,
      virksomhet: `Virksomhet ${i}`,
      kortnavn: `V${i}`,
      skate: "false",
      sendt: "",
      purret: "",
      svar: "",
    };
    lines.push(
      line
        .split(",")
        .map((cell, at) => own[columns[at]] ?? cell)
        .join(","),
    );
  }
  return `${[header, ...lines].join("\n")}\n`;
}
