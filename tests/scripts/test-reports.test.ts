import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { storiesOf, unitsOf } from "../../scripts/test-reports.mjs";

describe("what the gate reads in the report of units", () => {
  const test = (fullName: string, ...failureMessages: string[]) => ({
    fullName,
    status: failureMessages.length > 0 ? "failed" : "passed",
    failureMessages,
  });

  it("is how many there were, and each failure by file and name with its reason", () => {
    const report = {
      numPassedTests: 1,
      numFailedTests: 1,
      testResults: [
        {
          name: resolve("tests/lib/lock.test.ts"),
          status: "failed",
          assertionResults: [
            test("a lock is kept"),
            test("a lock is freed", `Error: held\n  at 1${"\n2".repeat(30)}`),
          ],
        },
      ],
    };
    expect(unitsOf(report)).toEqual({
      passed: 1,
      failed: 1,
      failures: [`tests/lib/lock.test.ts › a lock is freed\n  Error: held\n    at 1${"\n  2".repeat(18)}`],
    });
  });

  it("names a file that could not be read at all", () => {
    const name = resolve("tests/lib/lock.test.ts");
    const testResults = [{ name, status: "failed", message: "SyntaxError: no", assertionResults: [] }];
    expect(unitsOf({ numPassedTests: 0, numFailedTests: 0, testResults }).failures).toEqual([
      "tests/lib/lock.test.ts › could not be read\n  SyntaxError: no",
    ]);
  });
});

describe("what the gate reads in the report of stories", () => {
  const spec = (title: string, status: string, ...results: object[]) => ({
    file: "browse.story.ts",
    title,
    tests: [{ status, results }],
  });

  it("counts one that passed only at a second try among the failed, wherever it stands", () => {
    const flaky = spec("finds", "flaky", { error: { message: "\u001b[31mlate\u001b[39m" } }, {});
    const report = {
      stats: { expected: 1, unexpected: 1, flaky: 1 },
      suites: [
        { specs: [spec("opens", "expected", {})], suites: [{ specs: [flaky] }] },
        { specs: [spec("closes", "unexpected", { error: { message: "gone" } })] },
      ],
    };
    expect(storiesOf(report)).toEqual({
      passed: 1,
      failed: 2,
      failures: ["browse.story.ts › finds\n  late", "browse.story.ts › closes\n  gone"],
    });
  });
});
