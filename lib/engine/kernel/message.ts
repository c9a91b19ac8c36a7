import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

/** Jupyter's connection file. */
export interface Connection {
  readonly transport: string;
  readonly ip: string;
  readonly key: string;
  readonly shell_port: number;
  readonly control_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly hb_port: number;
}

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

/** A message of Jupyter's wire protocol, https://jupyter-client.readthedocs.io/en/stable/messaging.html */
export interface Message {
  /** ZeroMQ's routing prefix: whom an answer goes to. */
  readonly identities: readonly Buffer[];
  readonly header: Header;
  readonly parent: Header | Record<string, never>;
  readonly content: Record<string, unknown>;
}

const DELIMITER = Buffer.from("<IDS|MSG>");

/** @throws Error when the frames are no message, or are not signed with the connection's key. */
export function parseMessage(frames: readonly Buffer[], key: string): Message {
  const at = frames.findIndex((frame) => frame.equals(DELIMITER));
  if (at < 0 || frames.length < at + 6)
    throw new Error("A Jupyter message must have a delimiter and five parts after it.");
  const [signature, ...parts] = frames.slice(at + 1, at + 6) as [Buffer, Buffer, Buffer, Buffer, Buffer];
  if (key !== "") {
    const expected = Buffer.from(sign(parts, key));
    if (expected.length !== signature.length || !timingSafeEqual(expected, signature)) {
      throw new Error("A Jupyter message must be signed with the connection file's key.");
    }
  }
  const [header, parent, , content] = parts.map((part) => JSON.parse(part.toString()));
  return { identities: frames.slice(0, at), header, parent, content };
}

/** A message of the type that answers `parent`; on iopub the identities are a topic, which no client asks for. */
export function answer(parent: Message, msg_type: string, content: Record<string, unknown>): Message {
  const header: Header = {
    msg_id: randomUUID(),
    msg_type,
    session: parent.header.session,
    username: parent.header.username,
    date: new Date().toISOString(),
    version: "5.3",
  };
  return { identities: parent.identities, header, parent: parent.header, content };
}

export function formatMessage(
  { identities, header, parent, content }: Message,
  key: string,
): (Buffer | string)[] {
  const parts = [header, parent, {}, content].map((part) => Buffer.from(toJson(part)));
  return [...identities, DELIMITER, key === "" ? "" : sign(parts, key), ...parts];
}

/** Half a character (a lone surrogate) is nothing that Jupyter can save: it becomes the sign for what can't be shown. */
function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!/\\ud[89a-f]/.test(json)) return json;
  return JSON.stringify(value, (_, part) => {
    if (typeof part === "string") return part.toWellFormed();
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key.toWellFormed(), inner]));
  });
}

function sign(parts: readonly Buffer[], key: string): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}
