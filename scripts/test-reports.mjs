import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** What a report of each runner says: how many passed and failed, and the first lines of every failure under its name. */
export function unitsOf(report) {
  const files = report.testResults;
  const broken = files.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some(isFailed),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    failures: [
      ...files.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(isFailed)
          .map((test) => failureOf(relative("", name), test.fullName, test.failureMessages[0])),
      ),
      ...broken.map(({ name, message }) => failureOf(relative("", name), "could not be read", message)),
    ],
  };
}

/** A story that passed only at a second try has failed: it is not to be trusted. */
export function storiesOf({ stats, suites }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    failures: specsIn(suites).flatMap(({ file, title, tests }) =>
      tests
        .filter(({ status }) => status === "unexpected" || status === "flaky")
        .map(({ results }) => failureOf(file, title, results.find(({ error }) => error)?.error.message)),
    ),
  };
}

/** Enough for what was expected and what was there instead. */
const linesShown = 20;

const isFailed = ({ status }) => status === "failed";

const specsIn = (suites = []) =>
  suites.flatMap((suite) => [...(suite.specs ?? []), ...specsIn(suite.suites)]);

function failureOf(file, title, message = "no reason given") {
  const reason = stripVTControlCharacters(message).split("\n").slice(0, linesShown).join("\n").trim();
  return `${file} › ${title}\n${reason.replace(/^/gm, "  ")}`;
}
