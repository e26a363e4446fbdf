import { defineConfig } from "vitest/config";

const pages = "tests/components/**/*.test.{ts,tsx}";

export default defineConfig({
  test: {
    exclude: ["tests/**/*.long.test.ts", "node_modules/**"],
    globalSetup: ["./tests/support/built-folder.ts"],
    setupFiles: ["./tests/support/silence.ts", "./tests/support/stay-here.ts"],
    // Every wait ends on a condition; how long that may take is for a machine that has much else to do.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    pool: "forks",
    maxWorkers: 2,
    projects: [
      // A page keeps in its modules what its tab remembers, so each file has a process of its own, as each tab has.
      { extends: true, test: { name: "pages", include: [pages], isolate: true } },
      // For the other files that would take a quarter more of the time.
      {
        extends: true,
        test: { name: "rooms", include: ["tests/**/*.test.{ts,tsx}"], exclude: [pages], isolate: false },
      },
    ],
  },
});
