import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.{ts,tsx}"],
    exclude: ["tests/**/*.long.test.ts", "node_modules/**"],
    globalSetup: ["./tests/support/built-folder.ts"],
    setupFiles: ["./tests/support/silence.ts", "./tests/support/stay-here.ts"],
    // Every wait ends on a condition; how long that may take is for a machine that has much else to do.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    pool: "forks",
    // Five hundred files, each in a process of its own, would take a quarter more of the time.
    isolate: false,
    maxWorkers: 2,
  },
});
