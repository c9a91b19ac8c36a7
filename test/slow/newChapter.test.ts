import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { copyProject } from "../support/copyProject.js";

describe("a chapter from nothing to its own page", () => {
  const project = copyProject();
  const chapters = join(project.folder, "notebooks/2019");
  const pages = join(project.folder, "out/2019/kapitler");

  beforeAll(() => {
    // One of the chapters is enough, and much faster.
    for (const name of readdirSync(chapters)) if (!/^1-.*\.ipynb$/.test(name)) rmSync(join(chapters, name));
  });

  test("notat new chapter writes one that is clean, and refuses its number the second time", () => {
    const { ok, text } = project.run(["new", "chapter", "3.10", "Hvor tiltakene blir brukt"]);
    expect(text.trim()).toBe(join("notebooks", "2019", "3.10-hvor-tiltakene-blir-brukt.ipynb"));
    expect(ok).toBe(true);
    expect(project.run(["clean", "--check"])).toEqual({ ok: true, text: "" });
    expect(project.run(["new", "chapter", "3.10", "Noe annet"]).text).toContain(
      `notat: There must be no chapter 3.10 yet, but there is ${join("notebooks", "2019", "3.10-hvor-tiltakene-blir-brukt.ipynb")}.`,
    );
    expect(project.run(["new", "chapter", "3.9", "Før den"]).ok).toBe(true);
  });

  test("notat build --only makes its page at once, and nothing else; names sort by their numbers", () => {
    const { ok, text } = project.run(["build", "--only", "3.10"]);
    expect(text).toContain(join("out", "2019", "kapitler", "3.10-hvor-tiltakene-blir-brukt.html"));
    expect(ok).toBe(true);
    expect(readdirSync(join(project.folder, "out/2019"))).toEqual(["kapitler"]);
    const html = readFileSync(join(pages, "3.10-hvor-tiltakene-blir-brukt.html"), "utf8");
    const found = (pattern: RegExp) =>
      pattern
        .exec(html)?.[0]
        .replace(/<[^>]*>/g, "")
        .replace(/\s+/g, " ");
    expect(found(/<h1.*<\/h1>/)).toMatch(/^1\.\d Hvor tiltakene blir brukt$/);
    expect(found(/<p>«Økt kvalitet.*<\/p>/s)).toMatch(
      /^«Økt kvalitet på virksomhetens tjenester» er svaret for 276 av 432 tiltak \(64 prosent\), se figur \d\./,
    );
    expect(found(/<p class="issue">.*<\/p>/)).toBe("9. desember 2019, versjon 1.0");
    expect(found(/<p class="mark">.*<\/p>/)).toBe(
      "Syntetiske data. Tall merket med * er ikke publisert andre steder.",
    );
  });

  test("notat build --only says which chapters there are when it finds none", () => {
    const { ok, text } = project.run(["build", "--only", "3.11"]);
    expect(ok).toBe(false);
    expect(text).toContain(
      'notat: There must be a chapter "3.11" in notebooks/2019/, but there is none. There are: 1-innledning, 3.9-for-den, 3.10-hvor-tiltakene-blir-brukt.',
    );
    expect(existsSync(join(pages, "3.11.html"))).toBe(false);
  });
});
