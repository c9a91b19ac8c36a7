import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: "test/browser",
    include: ["*.test.ts"],
    globalSetup: ["buildNote.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // One browser at a time: the tests measure what a reader sees, not what a busy machine does.
    fileParallelism: false,
  },
});
