import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser, howToGetABrowser } from "./find-browser.mjs";
import { storiesOf, unitsOf } from "./test-reports.mjs";

/** The one gate: format and lint, types, build, units and processes, browser. Every step runs, so that one look shows all. */
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const reports = join(root, "artefacts", "reports");
const path = [
  join(root, "node_modules", ".bin"),
  join(root, "node_modules", "node", "bin"),
  process.env.PATH,
].join(delimiter);

const browser = findBrowser();
if (!browser) {
  console.error(howToGetABrowser);
  console.log("0 passed, 1 failed");
  process.exit(1);
}

const unitReport = join(reports, "units.json");
const browserReport = join(reports, "browser.json");
const env = {
  ...process.env,
  PATH: path,
  CHROMIUM_PATH: browser,
  NEXT_TELEMETRY_DISABLED: "1",
  PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport,
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1",
};

const steps = [
  { name: "format and lint", words: ["biome", "check", "."] },
  { name: "route types", words: ["next", "typegen"] },
  { name: "types", words: ["tsc", "--noEmit"] },
  { name: "build", words: ["node", "scripts/build.mjs"] },
  {
    name: "units and processes",
    words: ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`],
    seen: () => read(unitReport, unitsOf),
  },
  {
    name: "browser",
    words: ["playwright", "test", "--reporter=list,json"],
    seen: () => read(browserReport, storiesOf),
  },
];

function read(file, countsOf) {
  try {
    return countsOf(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

function run(words) {
  return new Promise((resolve) => {
    const [program, ...rest] = words;
    const child = spawn(join(root, "node_modules", ".bin", program), rest, {
      cwd: root,
      env,
      stdio: "inherit",
    });
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
let passed = 0;
let failed = 0;
const failures = [];
for (const { name, words, seen } of steps) {
  console.log(`\n── ${name}`);
  const startedAt = performance.now();
  const code = await run(words);
  const isGood = code === 0;
  const counts = seen?.() ?? { passed: isGood ? 1 : 0, failed: 0, failures: [] };
  const isBadItself = !isGood && counts.failed === 0;
  passed += counts.passed;
  failed += isBadItself ? 1 : counts.failed;
  failures.push(...counts.failures, ...(isBadItself ? [`${name} ended with ${code}`] : []));
  console.log(
    `── ${name}: ${isGood ? "good" : "bad"}, ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
  );
}
// Told last, where whoever reads only the end of a long output finds it.
if (failures.length > 0) console.log(`\n── what failed\n${failures.join("\n\n")}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
