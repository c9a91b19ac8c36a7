import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium, HOW_TO_GET_CHROMIUM } from "notat/dist/lib/publish/report/findChromium.js";
import puppeteer, { type ElementHandle, type Page } from "puppeteer-core";
import { copyFiles } from "../support/copyFiles.js";

const jupyter = process.env.JUPYTER ?? "jupyter";

/** Why there can be no test, or null. In CI that is a failure. */
export function whyNot(): string | null {
  const why =
    spawnSync(jupyter, ["lab", "--version"]).status !== 0
      ? "There must be a JupyterLab on the PATH (or its `jupyter` in the variable JUPYTER): pip install jupyterlab."
      : findChromium() === null
        ? HOW_TO_GET_CHROMIUM
        : null;
  if (why !== null && process.env.CI === "true") throw new Error(why);
  return why;
}

/** Whether Plotly's extension is in this Jupyter. In CI it must be. */
export function hasPlotly(): boolean {
  const there = /jupyterlab-plotly/.test(
    spawnSync(jupyter, ["labextension", "list"], { encoding: "utf8" }).stderr ?? "",
  );
  if (!there && process.env.CI === "true")
    throw new Error("Plotly's extension must be in JupyterLab: take the one that `npx notat lab` makes.");
  return there;
}

/** JupyterLab with our kernel in a copy of the project, and a browser. */
export interface Lab {
  /** The copy. */
  readonly folder: string;
  /** Opens a notebook in a workspace of its own and waits for its kernel; without Plotly's extension if not told. */
  open(path: string, options?: { readonly plotly?: boolean }): Promise<LabNotebook>;
  notat(...args: string[]): string;
  /** The notebook as `jupyter nbconvert --execute` leaves it, as JSON. */
  nbconvert(path: string): string;
  stop(): Promise<void>;
}

export interface LabNotebook {
  readonly page: Page;
  /** One of Lab's own commands, as its menus give them, until it is done. */
  command(id: string): Promise<void>;
  /** The same, without waiting. */
  start(id: string): Promise<void>;
  /** Runs all cells and waits until no kernel works any more. */
  runAll(): Promise<void>;
  /** Restarts the kernel and runs all cells, as the button with two arrows does. */
  restartAndRunAll(): Promise<void>;
  /** Writes a cell below all others, as a person does, and leaves the cursor in it. */
  write(text: string): Promise<void>;
  /** Runs the cell in which the cursor is. */
  runCell(): Promise<void>;
  /** What a reader sees below the code of a cell, from 0; from behind when negative. */
  output(cell: number): Promise<Seen>;
  idle(): Promise<void>;
  /** Ends its kernel, and closes the page. */
  close(): Promise<void>;
}

/** What stands below a cell's code, drawn. */
export interface Seen {
  readonly text: string;
  /** Pictures that have been drawn: their width in px, 0 for one that can't be. */
  readonly pictures: readonly { readonly width: number; readonly source: string }[];
  /** Figures of Plotly's own, with what can be read in them. */
  readonly plotly: readonly string[];
  readonly tableCells: number;
  readonly isError: boolean;
}

/** In ms. What a test waits for has the test's own time: no part of it has a limit that is shorter. */
const TIMEOUT = 0;
/** In ms. Puppeteer's own way is to ask at every frame, which keeps a core busy that the kernel needs. */
const POLLING = 200;

export async function startLab(): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), "notat lab "));
  copyFiles(folder);
  const config = join(folder, "jupyter", "config");
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    JUPYTER_DATA_DIR: join(folder, "jupyter", "data"),
    JUPYTER_CONFIG_DIR: config,
    JUPYTER_RUNTIME_DIR: join(folder, "jupyter", "runtime"),
  };
  const notat = (...args: string[]) =>
    execFileSync(process.execPath, [join(folder, "lib/bin/notat.js"), ...args], {
      cwd: folder,
      env,
      encoding: "utf8",
    });
  notat("kernel", "--install");
  const port = await freePort();
  const server = startServer(folder, port, env);
  const browser = await puppeteer.launch({
    executablePath: findChromium()!,
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  await server.ready;
  let workspace = 0;

  return {
    folder,
    notat,
    nbconvert: (path) =>
      execFileSync(jupyter, ["nbconvert", "--execute", "--to", "notebook", "--stdout", path], {
        cwd: folder,
        env,
        encoding: "utf8",
        maxBuffer: 1e8,
        stdio: ["ignore", "pipe", "pipe"],
      }),
    async open(path, { plotly = false } = {}) {
      // Lab reads this at every load of its page.
      mkdirSync(join(config, "labconfig"), { recursive: true });
      writeFileSync(
        join(config, "labconfig", "page_config.json"),
        JSON.stringify({ disabledExtensions: { "@jupyterlab/plotly-extension:factory": !plotly } }),
      );
      const page = await browser.newPage();
      page.setDefaultTimeout(TIMEOUT);
      page.setDefaultNavigationTimeout(TIMEOUT);
      await page.setViewport({ width: 1300, height: 1000 });
      await page.goto(`http://127.0.0.1:${port}/lab/workspaces/w${workspace++}/tree/${path}`);
      const notebook = notebookIn(page);
      await page.waitForFunction(
        () => (window as never as LabWindow).jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel,
        { polling: POLLING },
      );
      await notebook.idle();
      return notebook;
    },
    async stop() {
      await browser.close();
      server.process.kill("SIGTERM");
      await server.ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As much of Lab's application as the tests use; there with --LabApp.expose_app_in_browser. */
interface LabWindow {
  readonly jupyterapp?: {
    readonly commands: { execute(id: string): Promise<unknown> };
    readonly shell: {
      readonly currentWidget?: {
        readonly content: {
          readonly widgets: readonly {
            readonly node: HTMLElement;
            /** Of a code cell, its outputs. */
            readonly model: { readonly outputs?: { readonly length: number } };
          }[];
          activeCellIndex: number;
          mode: "edit" | "command";
        };
        readonly sessionContext?: {
          shutdown(): Promise<void>;
          readonly session?: { readonly kernel?: { readonly status: string } };
        };
      };
    };
  };
}

function notebookIn(page: Page): LabNotebook {
  const command = async (id: string) => {
    await page.evaluate((name) => (window as never as LabWindow).jupyterapp!.commands.execute(name), id);
  };
  const start = async (id: string) => {
    await page.evaluate((name) => {
      void (window as never as LabWindow).jupyterapp!.commands.execute(name);
    }, id);
  };
  const idle = async () => {
    await page.waitForFunction(
      () =>
        (window as never as LabWindow).jupyterapp!.shell.currentWidget?.sessionContext?.session?.kernel
          ?.status === "idle" &&
        ![...document.querySelectorAll(".jp-InputPrompt")].some((prompt) => prompt.textContent === "[*]:"),
      { polling: POLLING },
    );
  };
  return {
    page,
    command,
    start,
    idle,
    async runAll() {
      await command("notebook:run-all-cells");
      await idle();
    },
    async restartAndRunAll() {
      const done = command("notebook:restart-run-all");
      await (await page.waitForSelector(".jp-Dialog .jp-mod-accept"))!.click();
      await done;
      await idle();
    },
    async write(text) {
      await page.evaluate(() => {
        const { content } = (window as never as LabWindow).jupyterapp!.shell.currentWidget!;
        content.activeCellIndex = content.widgets.length - 1;
      });
      await command("notebook:insert-cell-below");
      await page.evaluate(() => {
        (window as never as LabWindow).jupyterapp!.shell.currentWidget!.content.mode = "edit";
      });
      await page.waitForFunction(() => document.activeElement?.closest(".jp-mod-active .cm-content"), {
        polling: POLLING,
      });
      await page.keyboard.type(text);
    },
    async runCell() {
      await command("notebook:run-cell");
      await idle();
    },
    async output(cell) {
      const node = await cellOf(page, cell);
      await node.evaluate((element) => element.scrollIntoView({ block: "nearest" }));
      // Lab puts the outputs of a cell on the page when it comes into view, and fills them in one after the other.
      await page.waitForFunction(
        (i) => {
          const { node, model } = (
            window as never as LabWindow
          ).jupyterapp!.shell.currentWidget!.content.widgets.at(i)!;
          const shown = [...node.querySelectorAll(".jp-OutputArea-output")];
          return (
            shown.length >= (model.outputs?.length ?? 0) && shown.every((output) => output.hasChildNodes())
          );
        },
        { polling: POLLING },
        cell,
      );
      return node.evaluate(async (element) => {
        const area = element.querySelector<HTMLElement>(".jp-Cell-outputArea");
        const images = [...(area?.querySelectorAll<HTMLImageElement>(".jp-RenderedSVG > img") ?? [])];
        await Promise.all(images.map((image) => image.decode().catch(() => {})));
        return {
          // biome-ignore lint/performance/useDomNodeTextContent: what a reader sees, line by line.
          text: area?.innerText ?? "",
          pictures: images.map((image) => ({
            width: image.naturalWidth,
            source: decodeURIComponent(image.src),
          })),
          plotly: [...(area?.querySelectorAll<HTMLElement>(".js-plotly-plot .svg-container") ?? [])].map(
            (figure) => [...figure.querySelectorAll("text")].map((text) => text.textContent).join("\n"),
          ),
          tableCells: area?.querySelectorAll("td").length ?? 0,
          isError: area?.querySelector('[data-mime-type="application/vnd.jupyter.stderr"]') != null,
        };
      });
    },
    async close() {
      await page.evaluate(() =>
        (window as never as LabWindow).jupyterapp!.shell.currentWidget!.sessionContext!.shutdown(),
      );
      await page.close();
    },
  };
}

/** A cell on the page, from 0; from behind when negative. */
async function cellOf(page: Page, cell: number): Promise<ElementHandle<HTMLElement>> {
  const handle = await page.evaluateHandle((i) => {
    const { widgets } = (window as never as LabWindow).jupyterapp!.shell.currentWidget!.content;
    return widgets.at(i)!.node;
  }, cell);
  return handle as ElementHandle<HTMLElement>;
}

function startServer(folder: string, port: number, env: NodeJS.ProcessEnv) {
  const options = [
    "--no-browser",
    "--ip=127.0.0.1",
    `--port=${port}`,
    "--IdentityProvider.token=",
    "--allow-root",
  ];
  const child: ChildProcess = spawn(
    jupyter,
    ["lab", ...options, "--LabApp.expose_app_in_browser=True", `--ServerApp.root_dir=${folder}`],
    { env, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
  let said = "";
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    child.stderr!.on("data", (data) => {
      said += data;
      if (said.includes(`http://127.0.0.1:${port}/lab`)) resolve();
    });
    void ended.then(() => reject(new Error(`JupyterLab ended: ${said}`)));
  });
  return { process: child, ready, ended };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
