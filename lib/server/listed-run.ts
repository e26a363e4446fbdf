import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";

const wordsMax = 200;
const lettersMax = 4_000;

/**
 * A run as lists show it. One that names thousands of models would otherwise make every page that lists it a megabyte;
 * the run itself still tells all its words.
 */
export function toListedRun(listed: RunRecord): RunRecord {
  const run = withoutEndedParts(listed);
  if (run.argv.length <= wordsMax && run.shell.length <= lettersMax) return run;
  const input = Object.entries(run.input).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.slice(0, wordsMax) : value,
  ]);
  return {
    ...run,
    input: Object.fromEntries(input),
    argv: run.argv.slice(0, wordsMax),
    shell: run.shell.length > lettersMax ? `${run.shell.slice(0, lettersMax)}…` : run.shell,
  };
}

/** How each file of a run stood when it ended is told by the run itself. */
function withoutEndedParts(run: RunRecord): RunRecord {
  if (run.state !== "ended" || run.progress?.parts === undefined) return run;
  const { parts: _parts, ...progress } = run.progress;
  return { ...run, progress };
}
