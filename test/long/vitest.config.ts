import { defineConfig } from "vitest/config";

// Every change reviewed on its own, runs killed at any moment, folders that cannot be written: too long for CI.
export default defineConfig({
  test: { root: "test", include: ["long/**/*.test.ts"], testTimeout: 600_000, hookTimeout: 600_000 },
});
