import { fileURLToPath } from "node:url";
import { readRepoFacts } from "#lib/hub/analysis/repo-facts.ts";
import { readHubSettings } from "#lib/hub/hub-settings.ts";
import { openHub } from "#lib/hub/open-hub.ts";
import { parseRepoReference } from "#lib/hub/repo-reference.ts";
import { loadSettings } from "#lib/state/settings.ts";
import { startTestHub, type TestHub } from "../tests/servers/hub/start-test-hub.ts";
import { ggufRepo, makeVocabularyHeader } from "../tests/support/make-repositories.ts";
import { type BenchResult, medianOf } from "./measuring.ts";

const rounds = 9;
const repo = ggufRepo(makeVocabularyHeader());

/** What the analysis of a repository costs the line and the person who waits, beside its two largest questions alone. */
async function analysisBench(server: TestHub): Promise<BenchResult[]> {
  const env = { NODE_ENV: "test" as const, HOME: "/nowhere", HF_ENDPOINT: server.url };
  const hub = openHub(await readHubSettings(await loadSettings({ env }), env));
  const reference = parseRepoReference(repo.name, server.url);
  const times: { ours: number[]; control: number[] } = { ours: [], control: [] };
  try {
    let bytes = 0;
    let requests = 0;
    for (let round = 0; round <= rounds; round += 1) {
      const start = performance.now();
      const { sha } = await hub.model(repo.name, undefined);
      await hub.files(repo.name, sha);
      const between = performance.now();
      const { architecture } = await readRepoFacts(hub, reference);
      if (round > 0) times.control.push(between - start);
      if (round > 0) times.ours.push(performance.now() - between);
      bytes = architecture.bytesFetched ?? Number.NaN;
      requests = architecture.requests ?? Number.NaN;
    }
    const [ours, control] = [medianOf(times.ours), medianOf(times.control)];
    return [
      {
        name: "Remote GGUF header with 151,936 tokens, in MB",
        ratio: bytes / 1e6,
        bar: "<= 4, and <= 3 requests",
        detail: `${bytes} bytes in ${requests} requests`,
      },
      {
        name: "Analysis of a repository, against listing it alone",
        ratio: ours / control,
        bar: "<= 8",
        detail: `${ours.toFixed(1)} ms against ${control.toFixed(1)} ms`,
      },
    ];
  } finally {
    await hub.close();
  }
}

export async function bench(): Promise<BenchResult[]> {
  const server = await startTestHub({ repos: [repo] });
  try {
    return await analysisBench(server);
  } finally {
    await server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, ratio, bar, detail } of await bench()) {
    console.log(`${name}: ${ratio.toFixed(2)} (bar ${bar}); ${detail}`);
  }
}
