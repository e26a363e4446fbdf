import { keepRun } from "./keep-run.ts";

/** The keeper is told what to do over its stdin; half an order, from a console that was killed, is no order. */
async function main() {
  for (const signal of ["SIGINT", "SIGHUP", "SIGTERM"] as const) process.on(signal, () => {});
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part);
  const text = Buffer.concat(parts).toString("utf8");
  if (!text.endsWith("}\n")) return;
  await keepRun(JSON.parse(text));
}

await main();
process.exit(0);
