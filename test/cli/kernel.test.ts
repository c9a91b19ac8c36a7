import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { notat } from "./notat.js";

test("notat kernel --install writes a kernelspec where Jupyter looks, under the name that chapters have", async () => {
  const folder = mkdtempSync(join(tmpdir(), "notat jupyter "));
  process.env.JUPYTER_DATA_DIR = folder;
  const { code, stdout } = await notat(["kernel", "--install"]);
  delete process.env.JUPYTER_DATA_DIR;
  expect(code).toBe(0);
  const path = join(folder, "kernels", "tslab", "kernel.json");
  expect(stdout.trim()).toBe(path);
  const spec = JSON.parse(readFileSync(path, "utf8"));
  expect(spec).toMatchObject({
    display_name: "TypeScript",
    language: "typescript",
    interrupt_mode: "message",
  });
  expect(spec.argv.slice(-3)).toEqual(["kernel", "--config-path", "{connection_file}"]);
});

test.each([[["kernel"]], [["kernel", "--install", "--config-path", "x.json"]]])(
  "notat %s: one of the two must be asked for",
  async (args) => {
    const { code, stderr } = await notat(args);
    expect(code).toBe(2);
    expect(stderr).toBe(
      "notat: notat kernel needs --install, or --config-path with Jupyter's connection file.\n",
    );
  },
);
