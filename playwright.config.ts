import { defineConfig } from "@playwright/test";
import { browserWords, findBrowser, howToGetABrowser } from "./scripts/find-browser.mjs";

const browser = findBrowser();
if (browser === undefined) {
  console.error(howToGetABrowser);
  process.exit(1);
}

export default defineConfig({
  testDir: "tests/browser",
  testMatch: "**/*.story.ts",
  outputDir: "artefacts/browser",
  // Every story has a console, a home and a browser's context of its own, so none waits for another.
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    // A trace of every step takes a fifth of the time; of a story that fails, playwright test --trace on gives one.
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: browser,
      args: [...browserWords, "--disable-gpu"],
    },
  },
});
