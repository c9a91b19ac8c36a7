import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: "test",
    include: ["**/*.test.ts"],
    exclude: ["fixtures/**", "browser/**", "long/**", "jupyter/**", "slow/**"],
    // One more than Vitest takes by itself on two cores: most tests wait for a process of their own.
    maxWorkers: "100%",
    // Files share their worker's process, in which the library is loaded once.
    isolate: false,
    setupFiles: ["support/freshAnswers.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // The built library runs as it does in a notebook: loaded by Node once, not a second time through Vite.
    server: { deps: { external: [/[\\/]lib[\\/]dist[\\/]/] } },
  },
});
