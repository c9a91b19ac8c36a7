import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Dealer, Request, Subscriber } from "zeromq";

export interface Reply {
  readonly type: string;
  readonly parent: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever a kernel sends.
  readonly content: any;
}

/** A small Jupyter client, for kernels under test. */
export interface JupyterClient {
  readonly process: ChildProcess;
  /** Sends a request on shell and waits for its reply and for the kernel to be idle with it. */
  request(type: string, content: object): Promise<{ reply: Reply; published: Reply[] }>;
  execute(code: string, more?: object): Promise<{ reply: Reply; published: Reply[] }>;
  control(type: string, content: object): Promise<Reply>;
  /** Everything on iopub until now. */
  readonly published: readonly Reply[];
  ping(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a kernel whose last argument is to be the connection file. */
export async function startKernelUnderTest(command: readonly string[], cwd: string): Promise<JupyterClient> {
  const folder = mkdtempSync(join(tmpdir(), "notat kernel æ "));
  const file = join(folder, "connection.json");
  const [shell_port, control_port, iopub_port, stdin_port, hb_port] = await freePorts(5);
  const key = randomUUID();
  const ports = { shell_port, control_port, iopub_port, stdin_port, hb_port };
  const connection = { ...ports, ip: "127.0.0.1", transport: "tcp", key, signature_scheme: "hmac-sha256" };
  writeFileSync(file, JSON.stringify(connection));
  const child = spawn(process.execPath, [...command, file], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));

  const shell = new Dealer();
  const control = new Dealer();
  const heartbeat = new Request();
  const iopub = new Subscriber({ receiveHighWaterMark: 0 });
  const address = (port: number | undefined) => `tcp://127.0.0.1:${port}`;
  shell.connect(address(shell_port));
  control.connect(address(control_port));
  heartbeat.connect(address(hb_port));
  iopub.connect(address(iopub_port));
  iopub.subscribe();

  const replies = new Map<string, Reply>();
  const published: Reply[] = [];
  const waiting = new Set<() => void>();
  const listen = async (socket: AsyncIterable<Buffer[]>, onReply: (reply: Reply) => void) => {
    for await (const frames of socket) {
      onReply(parse(frames, key));
      for (const check of [...waiting]) check();
    }
  };
  const onReply = (reply: Reply) => replies.set(reply.parent, reply);
  void listen(shell, onReply);
  void listen(control, onReply);
  void listen(iopub, (reply) => published.push(reply));

  function until<T>(what: string, get: () => T | undefined, ms = 60_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = () => {
        waiting.delete(check);
        clearTimeout(timer);
      };
      const check = () => {
        const got = get();
        if (got === undefined) return;
        end();
        resolve(got);
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`The kernel must send ${what}, but has not. It said: ${said}`));
      }, ms);
      waiting.add(check);
      check();
    });
  }
  function send(socket: Dealer, type: string, content: object): string {
    const header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: "s",
      username: "u",
      date: "2026-01-01",
      version: "5.3",
    };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    void socket.send(["<IDS|MSG>", sign(parts, key), ...parts]);
    return header.msg_id;
  }
  async function request(type: string, content: object, ms?: number) {
    const id = send(shell, type, content);
    const reply = await until(`a reply to ${type}`, () => replies.get(id), ms);
    const mine = () => published.filter((p) => p.parent === id);
    await until(`idle after ${type}`, () => mine().find((p) => p.content.execution_state === "idle"), ms);
    return { reply, published: mine() };
  }

  // A subscription takes a moment, in which what is published is lost: ask until something comes.
  for (let n = 0; published.length === 0; n++) {
    send(shell, "kernel_info_request", {});
    await until("anything", () => (published.length > 0 ? true : undefined), 250).catch((e) => {
      if (n > 200) throw e;
    });
  }
  return {
    process: child,
    request,
    execute: (code, more = {}) =>
      request("execute_request", { code, silent: false, store_history: true, stop_on_error: true, ...more }),
    control: (type, content) => {
      const id = send(control, type, content);
      return until(`a reply to ${type}`, () => replies.get(id));
    },
    published,
    async ping() {
      await heartbeat.send("beat");
      return String((await heartbeat.receive())[0]);
    },
    async stop() {
      send(control, "shutdown_request", { restart: false });
      if (child.exitCode === null && child.signalCode === null) {
        const timer = setTimeout(() => child.kill("SIGKILL"), 3000);
        await new Promise((resolve) => child.once("exit", resolve));
        clearTimeout(timer);
      }
      for (const socket of [shell, control, iopub, heartbeat]) socket.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function parse(frames: readonly Buffer[], key: string): Reply {
  const at = frames.findIndex((frame) => frame.toString() === "<IDS|MSG>");
  const [signature, ...parts] = frames.slice(at + 1).map(String);
  if (sign(parts.slice(0, 4), key) !== signature) throw new Error("The kernel's message is not signed.");
  const [header, parent, , content] = parts.map((part) => JSON.parse(part));
  return { type: header.msg_type, parent: parent.msg_id, content };
}

function sign(parts: readonly string[], key: string): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise<typeof server>((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
