import { parseArgs } from "node:util";
import { type SampleBackend, sampleBackends } from "./backend/sample-backends.ts";

const { values } = parseArgs({ options: { ports: { type: "string", default: "usual" } } });

/** Where somebody else has the usual port already, any other will do. */
async function startAt({ port, start }: SampleBackend) {
  if (values.ports !== "usual") return start(0);
  return start(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE") return start(0);
    throw error;
  });
}

const started = await Promise.all(
  sampleBackends.map(async (sample) => ({ ...sample, server: await startAt(sample) })),
);
const lines = started.map(({ server, says }) => `  ${server.url.padEnd(24)} ${says}`);
const variables = started.flatMap(({ variable, server }) => (variable ? [`${variable}=${server.url}`] : []));
process.stdout.write(`Servers that answer as those of models do, with nothing behind them:

${lines.join("\n")}

The console finds those at their usual ports by itself. To tell it of them:

  ${variables.join(" ")} npm start

Ctrl-C ends them.
`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    for (const { server } of started) void server.stop();
  });
}
