import { defineConfig } from "vitest/config";

// What takes too long for every change: CI runs it.
export default defineConfig({
  test: {
    root: "test",
    include: ["slow/**/*.test.ts"],
    // One after the other: most of them use both cores, and the real tslab kernel does not start on a busy machine.
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    server: { deps: { external: [/[\\/]lib[\\/]dist[\\/]/] } },
  },
});
