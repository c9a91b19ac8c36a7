import { defineConfig } from "vitest/config";

// Each of fourteen changes is reviewed on its own: a quarter of an hour, too long for CI.
export default defineConfig({
  test: { root: "test", include: ["causes/**/*.test.ts"], testTimeout: 300_000, hookTimeout: 300_000 },
});
