import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { root: "test/jupyter", include: ["*.test.ts"], testTimeout: 180_000, hookTimeout: 120_000 },
});
