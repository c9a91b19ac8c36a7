import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium, HOW_TO_GET_CHROMIUM } from "notat/dist/lib/publish/report/findChromium.js";
import puppeteer, { type Page } from "puppeteer-core";
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

/** JupyterLab with our kernel in a copy of the project, and a browser. */
export interface Lab {
  /** The copy. */
  readonly folder: string;
  /** Opens a notebook in a workspace of its own and waits for its kernel. */
  open(path: string): Promise<LabNotebook>;
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
  /** What a reader sees below the code of a cell, from 0. */
  outputText(cell: number): Promise<string>;
  idle(): Promise<void>;
}

export async function startLab(): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), "notat lab "));
  copyFiles(folder);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    JUPYTER_DATA_DIR: join(folder, "jupyter", "data"),
    JUPYTER_CONFIG_DIR: join(folder, "jupyter", "config"),
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
        stdio: ["ignore", "pipe", "ignore"],
      }),
    async open(path) {
      const page = await browser.newPage();
      await page.setViewport({ width: 1300, height: 1000 });
      await page.goto(`http://127.0.0.1:${port}/lab/workspaces/w${workspace++}/tree/${path}`);
      const notebook = notebookIn(page);
      await page.waitForFunction(
        () => (window as never as LabWindow).jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel,
        { timeout: 60_000 },
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
        readonly sessionContext?: {
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
      { timeout: 50_000 },
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
    async outputText(cell) {
      await page.evaluate(
        (i) => document.querySelectorAll(".jp-Notebook .jp-Cell")[i]!.scrollIntoView(),
        cell,
      );
      return page.evaluate(
        (i) =>
          (
            document
              .querySelectorAll(".jp-Notebook .jp-Cell")
              [i]!.querySelector(".jp-Cell-outputArea") as HTMLElement
          )?.innerText ?? "",
        cell,
      );
    },
  };
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
