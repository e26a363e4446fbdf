import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.{ts,tsx}"],
    exclude: ["tests/**/*.long.test.ts", "node_modules/**"],
    globalSetup: ["./tests/support/built-folder.ts"],
    setupFiles: ["./tests/support/silence.ts"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    pool: "forks",
    maxWorkers: 2,
  },
});
