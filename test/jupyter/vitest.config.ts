import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: "test/jupyter",
    include: ["*.test.ts"],
    // A minute suffices on a quiet machine; one that is ten times as slow finds no other fault.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
