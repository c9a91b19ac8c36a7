import { defineConfig } from "vitest/config";

// What takes too long for every change: CI runs it.
export default defineConfig({
  test: {
    root: "test",
    include: ["slow/**/*.test.ts"],
    maxWorkers: "100%",
    testTimeout: 600_000,
    hookTimeout: 600_000,
    server: { deps: { external: [/[\\/]lib[\\/]dist[\\/]/] } },
  },
});
