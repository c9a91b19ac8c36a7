/** Ctrl-C (or a request to end) aborts the signal, so that everything started can be ended in order. */
export function abortOnInterrupt() {
  const controller = new AbortController();
  const reason = Object.assign(new Error("interrupted; nothing was written."), { name: "AbortError" });
  const abort = () => controller.abort(reason);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of signals) process.on(name, abort);
  const aborted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener("abort", () => reject(reason));
  });
  aborted.catch(() => {}); // Mostly nobody waits for it.
  return {
    signal: controller.signal,
    /** Rejects when the signal is aborted. */
    aborted,
    /** What the command says at its end, instead of that nothing was written. */
    say(message: string): void {
      reason.message = message;
    },
    end(): void {
      for (const name of signals) process.off(name, abort);
    },
  };
}
