import { fileURLToPath } from "node:url";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type JupyterClient, type Reply, startKernelUnderTest } from "./jupyterClient.js";

const folder = fileURLToPath(new URL("../../fixtures/notebooks/", import.meta.url));
const notat = fileURLToPath(new URL("../../../lib/bin/notat.js", import.meta.url));
let client: JupyterClient;

beforeAll(async () => {
  client = await startKernelUnderTest([notat, "kernel", "--config-path"], folder);
});
afterAll(() => client.stop());

const outputs = (published: readonly Reply[]) =>
  published
    .filter((p) => p.type !== "status" && p.type !== "execute_input")
    .map(({ type, content }) => [type, content]);
const run = async (code: string) => outputs((await client.execute(code)).published);
const stdout = (text: string) => ["stream", { name: "stdout", text }];

describe("notat kernel answers", () => {
  test("kernel_info with the TypeScript that cells have", async () => {
    const { reply } = await client.request("kernel_info_request", {});
    expect(reply).toMatchObject({
      type: "kernel_info_reply",
      content: {
        status: "ok",
        protocol_version: "5.3",
        language_info: { name: "typescript", version: "5.0.4" },
      },
    });
  });

  test("complete and inspect, counting code points", async () => {
    await client.execute("const measures = { kvalitet: 1, kostnad: 2 };");
    const code = "'😀'; measures.kv";
    const { reply } = await client.request("complete_request", { code, cursor_pos: [...code].length });
    expect(reply.content).toMatchObject({ matches: ["kvalitet"], cursor_start: 14, cursor_end: 16 });
    const hover = await client.request("inspect_request", {
      code: "'😀'; measures",
      cursor_pos: 6,
      detail_level: 0,
    });
    expect(hover.reply.content.data["text/plain"]).toContain("const measures: {");
    const called = "Math.max(1, [2].length, ";
    const inBrackets = await client.request("inspect_request", {
      code: called,
      cursor_pos: called.length,
      detail_level: 0,
    });
    expect(inBrackets.reply.content.data["text/plain"]).toContain("Math.max(");
  });

  test("columns of the tables that there are, addresses and labels are completed", async () => {
    await client.execute('import * as aq from "arquero";\nconst t = aq.table({ fase: ["a"], antall: [1] });');
    const complete = async (code: string) =>
      (await client.request("complete_request", { code, cursor_pos: code.length })).reply.content;
    expect(await complete('t.groupby("fa')).toMatchObject({
      matches: ["fase"],
      cursor_start: 11,
      cursor_end: 13,
    });
    expect(await complete("t.filter((d: any) => d.ant")).toMatchObject({ matches: ["antall"] });
    await client.execute('import { at, q } from "notat";');
    expect(await complete('at("alle/effe')).toMatchObject({ matches: ["effekter"] });
    const option = await complete("q.effekter.kvali");
    expect(option).toMatchObject({
      matches: ["kvalitet"],
      metadata: {
        _jupyter_types_experimental: [
          { start: 11, end: 16, text: "kvalitet", type: "Økt kvalitet på virksomhetens tjenester" },
        ],
      },
    });
  });

  test("what a text may be is completed in its place, also before its end is written", async () => {
    await client.execute('const o = { aa: 1, ab: 2 };\nconst f = (x: "en" | "to") => x;');
    const completed = async (code: string, cursor_pos = code.length) => {
      const { matches, cursor_start, cursor_end } = (
        await client.request("complete_request", { code, cursor_pos })
      ).reply.content as { matches: string[]; cursor_start: number; cursor_end: number };
      return matches.map((match) => code.slice(0, cursor_start) + match + code.slice(cursor_end));
    };
    expect(await completed("o['a']", 4)).toEqual(["o['aa']", "o['ab']"]);
    expect(await completed('o["ab')).toEqual(['o["ab']);
    expect(await completed("f('t')", 4)).toEqual(["f('to')"]);
    expect(await completed('f("")', 3)).toEqual(['f("en")', 'f("to")']);
    expect(await completed('import { join } from "pat"', 25)).toContain('import { join } from "path"');
  });

  test("a cell that throws, and keeps what it imports", async () => {
    await client.execute('import { join } from "node:path";\nconst lost = 1;\nthrow new Error("nei");');
    expect(await run('join("a", "b")')).toEqual([
      ["execute_result", expect.objectContaining({ data: { "text/plain": "a/b" } })],
    ]);
    const { reply } = await client.execute("lost");
    expect(reply.content.evalue).toContain("Cannot find name 'lost'");
  });

  test("is_complete, comm_info, history and the heartbeat", async () => {
    const answer = async (type: string, content: object) => (await client.request(type, content)).reply;
    expect((await answer("is_complete_request", { code: "f(" })).content.status).toBe("incomplete");
    expect((await answer("is_complete_request", { code: "f()" })).content.status).toBe("complete");
    expect((await answer("is_complete_request", { code: "`open" })).content.status).toBe("incomplete");
    expect((await answer("is_complete_request", { code: "/* open" })).content.status).toBe("incomplete");
    expect((await answer("is_complete_request", { code: "const = 1;" })).content.status).toBe("invalid");
    expect(await answer("comm_info_request", {})).toMatchObject({
      type: "comm_info_reply",
      content: { comms: {} },
    });
    await client.execute("const asked = 1;");
    const history = async (content: object) =>
      (await answer("history_request", content)).content.history as [number, number, string][];
    const [session, line, source] = (await history({ hist_access_type: "tail", n: 1 }))[0]!;
    expect([session, source]).toEqual([0, "const asked = 1;"]);
    expect(await history({ hist_access_type: "range", start: line, stop: line + 1 })).toEqual([
      [0, line, "const asked = 1;"],
    ]);
    expect(await history({ hist_access_type: "search", pattern: "*aske?*" })).toHaveLength(1);
    expect(await client.ping()).toBe("beat");
  });

  test("execute_input before the outputs, busy and idle around them, execute_result for the last expression", async () => {
    const { reply, published } = await client.execute("console.log(1);\n({ a: 2 })");
    const { execution_count } = reply.content;
    expect(published.map((p) => [p.type, p.content])).toEqual([
      ["status", { execution_state: "busy" }],
      ["execute_input", { code: "console.log(1);\n({ a: 2 })", execution_count }],
      stdout("1\n"),
      ["execute_result", { data: { "text/plain": "{ a: 2 }" }, metadata: {}, execution_count }],
      ["status", { execution_state: "idle" }],
    ]);
  });

  test("user_expressions with an error each", async () => {
    const { reply } = await client.execute("1", { user_expressions: { x: "1 + 1" } });
    expect(reply.content.user_expressions.x).toMatchObject({ status: "error", ename: "NotSupported" });
  });
});

describe("notat kernel does not fail in silence", () => {
  test("half a character is nothing that Jupyter can save", async () => {
    expect(await run('console.log("\\ud83d");\n({ "\\udc4d": 1 })["x" as never];')).toEqual([
      stdout("\ufffd\n"),
    ]);
    expect(await run('"👍".slice(0, 1)')).toEqual([
      ["execute_result", expect.objectContaining({ data: { "text/plain": "\ufffd" } })],
    ]);
  });

  test("an error comes as an error message and in the reply, at the cell's own line", async () => {
    const { reply, published } = await client.execute(
      'type N = number;\n\nconst n: N = 1;\nthrow new RangeError("no " + n);',
    );
    expect(reply.content).toMatchObject({ status: "error", ename: "RangeError", evalue: "no 1" });
    const [[type, content]] = outputs(published) as [[string, { traceback: string[] }]];
    expect(type).toBe("error");
    expect(content.traceback).toContain('> 4 | throw new RangeError("no " + n);');
    expect(content.traceback).toEqual(reply.content.traceback);
  });

  test("cells that were queued after an error are answered aborted, later ones run", async () => {
    const queued = ["throw new Error('first')", "console.log('second')", "console.log('third')"].map((code) =>
      client.execute(code),
    );
    const [first, second, third] = await Promise.all(queued);
    expect(first!.reply.content.status).toBe("error");
    expect([second, third].map((r) => r!.reply.content.status)).toEqual(["aborted", "aborted"]);
    expect(second!.published.map((p) => p.content.execution_state)).toEqual(["busy", "idle"]);
    expect(await run("console.log('fourth')")).toEqual([stdout("fourth\n")]);
  });

  test("a rejection that nobody awaits fails its cell, a throw in a timer the cell that runs then", async () => {
    expect((await client.execute("Promise.reject(new Error('nobody'))")).reply.content.evalue).toBe("nobody");
    const late = await client.execute(
      "setTimeout(() => { throw new Error('late') }, 5);\nawait new Promise((resolve) => setTimeout(resolve, 200));",
    );
    expect(late.reply.content).toMatchObject({ status: "error", evalue: "late" });
  });

  test("20,000 lines arrive", async () => {
    const got = await run("for (let i = 0; i < 20_000; i++) console.log(i);");
    const text = got.map(([, content]) => content.text).join("");
    expect(text).toBe(Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join(""));
  });

  test("MIME bundles come whole", async () => {
    const html = await run(
      'import { display } from "notat";\ndisplay({ "text/html": "<b>1</b>", "text/plain": "1" });',
    );
    expect(html).toEqual([
      ["display_data", { data: { "text/html": "<b>1</b>", "text/plain": "1" }, metadata: {}, transient: {} }],
    ]);
  });

  test("figures and tables as Jupyter shows them, in their order among what is printed", async () => {
    const published = await run(
      [
        'import { bars, coverage, figure, q, survey, table, tabulate, title } from "notat";',
        "const { tiltak } = await survey();",
        'figure(bars(tabulate(tiltak, q.effekter)), title`Effekter`);\nconsole.log("between");',
        'table("dekning", title`Dekning`, coverage(tiltak));\nconsole.log("last");',
      ].join("\n"),
    );
    expect(published.map(([type]) => type)).toEqual(["display_data", "stream", "display_data", "stream"]);
    const [figure, , table] = published.map(
      ([, content]) => (content as { data: Record<string, string> }).data,
    );
    expect(figure!["image/svg+xml"]).toMatch(/^<svg[^>]*>[\s\S]*>Effekter<[\s\S]*Kilde: [\s\S]*<\/svg>$/);
    expect(figure).toHaveProperty(["application/vnd.plotly.v1+json"]);
    expect(table!["text/html"]).toMatch(/<strong>Dekning<\/strong>[\s\S]*<td class="n">432<\/td>/);
  });

  test("any figure of Plotly's: drawn, or as a box that says why it is not", async () => {
    const [[, drawn], [, box]] = (await run(
      'import { plot } from "notat";\nplot([{ type: "heatmap", z: [[1, 2]] }]);\nplot([{ type: "surface", z: [[1]] }]);',
    )) as [string, { data: Record<string, string> }][] as [
      [string, { data: Record<string, string> }],
      [string, { data: Record<string, string> }],
    ];
    expect(drawn.data["image/svg+xml"]).toMatch(/^<svg[^>]*>[\s\S]*<clipPath[\s\S]*<image [\s\S]*<\/svg>$/);
    // It is shown as a picture, which must be XML.
    expect(() => new SaxesParser({ xmlns: true }).write(drawn.data["image/svg+xml"]!).close()).not.toThrow();
    expect(drawn.data).toHaveProperty(["application/vnd.plotly.v1+json"]);
    expect(box.data["text/html"]).toContain(
      "Figuren er ikke tegnet.</strong> Den har tre dimensjoner (surface)",
    );
  });

  test("shorthand, destructuring and a `let` across cells", async () => {
    await run("let x = 1; let y = 2; function sum() { return x + y; }");
    expect(await run("console.log({ x, y });")).toEqual([stdout("{ x: 1, y: 2 }\n")]);
    expect(await run("({ x } = { x: 8 }); [y] = [1]; console.log(sum());")).toEqual([stdout("9\n")]);
  });
});

describe("notat kernel survives", () => {
  test("an interrupted synchronous loop, with its variables kept", async () => {
    await run("const before = 1;");
    const loop = client.execute("console.log('loops'); for (;;);");
    await new Promise((resolve) => setTimeout(resolve, 300));
    await client.control("interrupt_request", {});
    expect((await loop).reply.content).toMatchObject({ status: "error", ename: "Interrupted" });
    expect(await run("console.log(before)")).toEqual([stdout("1\n")]);
  });

  test("an interrupted wait", async () => {
    const wait = client.execute("await new Promise((resolve) => setTimeout(resolve, 60_000));");
    await new Promise((resolve) => setTimeout(resolve, 300));
    client.process.kill("SIGINT");
    expect((await wait).reply.content).toMatchObject({ ename: "Interrupted" });
  });

  test("a loop after an await, which costs the variables and says so", async () => {
    const loop = client.execute("await null; for (;;);");
    await new Promise((resolve) => setTimeout(resolve, 300));
    await client.control("interrupt_request", {});
    expect((await loop).reply.content.evalue).toBe(
      "The cell did not stop, so that its process had to be ended. All variables are lost: run the notebook again from its top.",
    );
    expect((await client.execute("before")).reply.content.ename).toBe("TypeScriptError");
  });

  test("process.exit in a cell", async () => {
    expect((await client.execute("process.exit(4)")).reply.content).toMatchObject({
      ename: "ProcessDied",
      evalue:
        "The notebook's process ended itself with exit code 4 (process.exit?). All variables are lost: run the notebook again from its top.",
    });
    expect(await run("console.log('again')")).toEqual([stdout("again\n")]);
  });
});
