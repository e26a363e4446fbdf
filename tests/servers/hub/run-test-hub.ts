import { parseArgs } from "node:util";
import { sampleRepos, sampleTokens } from "./samples/sample-repos.ts";
import { startTestHub } from "./start-test-hub.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8765" },
    "megabytes-per-second": { type: "string" },
  },
});
const port = Number(values.port);
const pace = Number(values["megabytes-per-second"]);
const repos = sampleRepos();
const hub = await startTestHub({
  repos,
  port,
  cdnPort: port === 0 ? 0 : port + 1,
  pageSize: 50,
  tokens: sampleTokens,
  ...(pace > 0 ? { bytesPerSecond: pace * 1_000_000 } : {}),
  resolveCache: true,
});

const accounts = Object.entries(sampleTokens).map(
  ([token, { name }]) => `  HF_TOKEN=${token.padEnd(12)} is ${name}`,
);
process.stdout.write(`A hub with ${repos.length} repositories listens at ${hub.url}; its files come from ${hub.cdnUrl}.

  HF_ENDPOINT=${hub.url} npm start
  HF_ENDPOINT=${hub.url} npm run modeldeck -- analyze acme/Ember-8B-Instruct-GGUF

${accounts.join("\n")}

Ctrl-C ends it.
`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void hub.close();
  });
}
