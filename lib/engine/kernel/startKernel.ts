import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as Zmq from "zeromq";
import { UsageError } from "../../ground/errors.js";
import type { Advisor } from "./adviseColumns.js";
import { type Content, createCellQueue, type Shower } from "./cellQueue.js";
import { createCellSession } from "./cellSession.js";
import { createHistory } from "./history.js";
import { answer, type Connection, parseMessage } from "./message.js";
import { createOutbox } from "./outbox.js";
import { createRequests } from "./requests.js";

/**
 * Our kernel over ZeroMQ, as Jupyter and VS Code start it: tslab's conversion and execution of cells through the same
 * code as the engine, with Jupyter's own messages for errors, results, inputs and aborted cells.
 * @param configPath Jupyter's connection file. Cells run in the process's working folder, which is the notebook's.
 * @param shower Called for outputs of its types.
 * @param advisor Asked for completions that no type knows, and for labels.
 * @returns When the kernel has been shut down.
 */
export async function startKernel(configPath: string, shower: Shower, advisor: Advisor): Promise<void> {
  const connection = readConnection(configPath);
  const { key } = connection;
  const sockets = await bindSockets(connection);
  const { shell, control, hb: heartbeat, iopub } = sockets;
  const published = createOutbox(iopub, key);
  const replies = { shell: createOutbox(shell, key), control: createOutbox(control, key) };
  const cells = createCellQueue((onEvent) => createCellSession(process.cwd(), onEvent), shower);
  const history = createHistory();
  const answerTo = createRequests(cells, history, advisor);
  let shutDown = () => {};
  const ended = new Promise<void>((resolve) => {
    shutDown = resolve;
  });

  function receive(frames: Buffer[], channel: "shell" | "control"): void {
    const message = parseMessage(frames, key);
    const type = message.header.msg_type;
    const publish = (msgType: string, content: Content) =>
      published.push({ ...answer(message, msgType, content), identities: [] });
    const reply = (content: Content) => {
      replies[channel].push(
        answer(message, type.replace(/_request$/, "_reply"), { status: "ok", ...content }),
      );
      publish("status", { execution_state: "idle" });
    };
    if (type === "execute_request") {
      const { silent, store_history, code } = message.content;
      if (!silent && store_history !== false) history.add(String(code));
      cells.add({ message, publish, reply });
      return;
    }
    publish("status", { execution_state: "busy" });
    if (type === "comm_open") publish("comm_close", { comm_id: message.content.comm_id, data: {} });
    const content = answerTo(type, message.content);
    if (content) reply(content);
    else publish("status", { execution_state: "idle" });
    if (type === "shutdown_request") shutDown();
  }

  let open = true;
  const listen = async (socket: AsyncIterable<Buffer[]>, onFrames: (frames: Buffer[]) => unknown) => {
    try {
      for await (const frames of socket) await onFrames(frames);
    } catch (e) {
      if (open) throw e; // A socket that is closed while it waits says so.
    }
  };
  for (const channel of ["shell", "control"] as const) {
    void listen(sockets[channel], (frames) => {
      try {
        receive(frames, channel);
      } catch (e) {
        console.error(`notat kernel: ${(e as Error).message}`);
      }
    });
  }
  void listen(heartbeat, (beat) => heartbeat.send(beat));
  process.on("SIGINT", () => cells.session.interrupt());
  process.on("SIGTERM", shutDown);

  const orphaned = onOrphaned(shutDown);
  await ended;
  clearInterval(orphaned);
  await cells.session.close();
  await Promise.all([published.drained(), replies.shell.drained(), replies.control.drained()]);
  open = false;
  for (const socket of Object.values(sockets)) socket.close();
}

/** Calls once the client is gone: one that is killed outright asks for no shutdown. */
function onOrphaned(shutDown: () => void): NodeJS.Timeout {
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent || !clientLives()) shutDown();
  }, 1000);
}

/** Whether the process that started the kernel, as Jupyter says which one it is, is still there. */
function clientLives(): boolean {
  const pid = Number(process.env.JPY_PARENT_PID);
  if (!(pid > 1)) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (e) {
    return (e as NodeJS.ErrnoException).code !== "ESRCH"; // Another user's process is there too.
  }
}

/** Jupyter's five sockets, each at its port. */
async function bindSockets(connection: Connection) {
  const zmq: typeof Zmq = createRequire(import.meta.url)("zeromq");
  const sockets = {
    shell: new zmq.Router(),
    control: new zmq.Router(),
    stdin: new zmq.Router(),
    hb: new zmq.Reply(),
    // No limit: beyond the usual 1000 waiting messages ZeroMQ drops them without a word.
    iopub: new zmq.Publisher({ sendHighWaterMark: 0 }),
  };
  await Promise.all(
    Object.entries(sockets).map(([name, socket]) =>
      socket.bind(`${connection.transport}://${connection.ip}:${connection[`${name as "shell"}_port`]}`),
    ),
  );
  return sockets;
}

function readConnection(path: string): Connection {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Connection;
  } catch (e) {
    throw new UsageError(
      `--config-path must be Jupyter's connection file, but ${path} can't be read: ${(e as Error).message}.`,
    );
  }
}
