/**
 * The variables between cells. tslab keeps copies of values: here a `let` stays one variable, also when a later cell
 * assigns it and a function of its own cell reads it. A failed cell's declarations are taken back, as their types are.
 */
export function createCellState(locals: Record<string, unknown>) {
  type Accessors = readonly [() => unknown, (value: unknown) => void];
  const live = new Map<PropertyKey, Accessors>();
  let before: { name: string; live: Accessors | undefined; had: boolean; value: unknown }[] = [];
  const exports = new Proxy(locals, {
    get: (target, name: string) => (live.has(name) ? live.get(name)![0]() : target[name]),
    set: (target, name: string, value) => {
      live.get(name)?.[1](value);
      target[name] = value;
      return true;
    },
  });
  const slot = (globalThis as unknown as { __tslab__: object }).__tslab__;
  Object.assign(slot, {
    exports,
    live: (accessors: Record<string, Accessors>) => {
      for (const [name, pair] of Object.entries(accessors)) live.set(name, pair);
    },
  });
  return {
    begin() {
      before = [];
    },
    beginDeclaring(names: readonly string[]) {
      before = names.map((name) => {
        const was = { name, live: live.get(name), had: Object.hasOwn(locals, name), value: locals[name] };
        live.delete(name);
        return was;
      });
    },
    undo() {
      for (const was of before) {
        if (was.had) locals[was.name] = was.value;
        else delete locals[was.name];
        if (was.live) live.set(was.name, was.live);
        else live.delete(was.name);
      }
    },
  };
}
