import { keepRun } from "./keep-run.ts";
import { readyChild } from "./ready-child.ts";

/** What is told over stdin, line by line. Half a line, from a console that was killed, is no order. */
async function* linesTold(): AsyncGenerator<string, void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of process.stdin) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf("\n"); end !== -1; end = rest.indexOf("\n")) {
      yield rest.toString("utf8", 0, end);
      rest = rest.subarray(end + 1);
    }
  }
}

/** A keeper is told what to do. It may be told first that it is soon to be told, and has its program ready then. */
async function main() {
  for (const signal of ["SIGINT", "SIGHUP", "SIGTERM"] as const) process.on(signal, () => {});
  const lines = linesTold();
  const first = (await lines.next()).value;
  if (!first) return;
  const told = JSON.parse(first);
  if (!("ahead" in told)) return keepRun(told);
  const ready = told.ahead && (await readyChild(told.ahead));
  const order = (await lines.next()).value;
  if (order) await keepRun(JSON.parse(order), ready);
  else ready?.letGo();
}

await main();
process.exit(0);
