import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeAnswers, copyProject } from "../support/copyProject.js";

test("notat review is silent on the accepted note, and names a changed answer's values, figures and file, and nothing else", () => {
  const project = copyProject();
  const out = join(project.folder, "out", "2019");

  expect(project.run(["accept"]).text).toMatch(/Godtatt: \d+ svar/);
  const same = project.run(["review"]);
  expect(same.text).toContain("0 avviker");
  expect(same.ok).toBe(true);

  changeAnswers(project, 2019, ([header = [], ...rows]) => {
    const effects = header.flatMap((name, i) =>
      String(name).startsWith("effekter__") && !String(name).endsWith("__tekst") ? [i] : [],
    );
    const wanted = header.indexOf("effekter__beslutningsstotte");
    // One tick, so that the row is answered before and after, and within three.
    const row = rows.find((r) => effects.filter((i) => r[i] !== null).length === 1 && r[wanted] === null);
    if (!row) throw new Error("The answers must have a row with one effect.");
    row[wanted] = 1;
    return [header, ...rows];
  });
  const moved = project.run(["review"]);
  expect(moved.ok).toBe(false);
  const [head = "", cause = "", ...rest] = moved.text.split("\n");
  expect(head).toBe("Endret (1):");
  expect(cause).toMatch(/^ {2}2019-\d{3}, effekter: .* → .*Bedre beslutningsstøtte/);
  const drift = rest.filter((line) => line.includes(" → ") || line.includes("Tegning "));
  // The last: how near Skate's effects are to all, of all effects, in the reconciliation.
  // And what is kept back anew, where what was chosen does not protect the answers that there are now.
  const moves = ["beslutningsst", "Tegning effekter", "avstemming / Kapittel 3.1.1", "→ (skjermet)"];
  expect(drift.filter((line) => !moves.some((part) => line.includes(part)))).toEqual([]);
  expect(drift.join("\n")).toMatch(
    /2019\/alle\/effekter\/beslutningsstotte\/share: (\d+) av 432 → (\d+) av 432/,
  );
  expect(drift.join("\n")).toMatch(/effekter \/ Bedre beslutningsstøtte \/ Antall: \d+ → \d+/);
  expect(moved.text).toContain("celle");
  expect(readFileSync(join(out, "review.html"), "utf8")).toContain(
    "2019/alle/effekter/beslutningsstotte/share",
  );
  expect(existsSync(join(out, "notat.html"))).toBe(false);

  expect(project.run(["accept"]).text).toContain("2019/alle/effekter/beslutningsstotte/share");
  expect(project.run(["review"]).ok).toBe(true);
});

test("notat accept replaces a state that holds what may no longer be public, which stops all else", () => {
  const project = copyProject();
  // What git would hold is looked through.
  execFileSync("git", ["init", "-q"], { cwd: project.folder });
  writeFileSync(join(project.folder, ".gitignore"), ".notat/\nout/\nnode_modules/\nlib/dist/\n");
  const accepted = join(project.folder, "data", "2019", "accepted", "answers.tsv");
  let name = "";
  changeAnswers(project, 2019, ([header = [], ...rows]) => {
    name = String(rows.find(([id]) => id === "2019-037")?.[header.indexOf("navn")]);
    return [header, ...rows];
  });
  appendFileSync(accepted, `2019-037\tnavn\t${name}\n`);

  const stopped = project.run(["build"]);
  expect(stopped.ok).toBe(false);
  expect(stopped.text).toContain(
    "data/2019/accepted/answers.tsv: what stands in 2019-037, navn is not public",
  );
  expect(project.run(["accept"]).text).toMatch(/Godtatt: \d+ svar/);
  expect(readFileSync(accepted, "utf8")).not.toContain(name);
});
