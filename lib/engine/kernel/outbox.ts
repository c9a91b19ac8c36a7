import { formatMessage, type Message } from "./message.js";

interface Sender {
  send(frames: (Buffer | string)[]): Promise<void>;
}

/**
 * Sends messages one after the other: a ZeroMQ socket refuses a message while it sends another (which is how tslab
 * loses all but some 490 of 20,000 lines). Stream texts that follow each other while the socket is busy become one.
 */
export function createOutbox(socket: Sender, key: string) {
  const queue: Message[] = [];
  let sending: Promise<void> | null = null;

  function push(message: Message): void {
    const last = queue.at(-1);
    if (last && continues(last, message)) {
      queue[queue.length - 1] = {
        ...last,
        content: { ...last.content, text: `${last.content.text}${message.content.text}` },
      };
    } else queue.push(message);
    sending ??= drain();
  }
  async function drain(): Promise<void> {
    for (let message = queue.shift(); message; message = queue.shift()) {
      await socket
        .send(formatMessage(message, key))
        .catch((e: Error) => console.error(`notat kernel: ${e.message}`));
    }
    sending = null;
  }
  return { push, drained: () => sending ?? Promise.resolve() };
}

function continues(last: Message, message: Message): boolean {
  return (
    last.header.msg_type === "stream" &&
    message.header.msg_type === "stream" &&
    last.content.name === message.content.name &&
    last.parent.msg_id === message.parent.msg_id
  );
}
