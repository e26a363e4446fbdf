import { z } from "zod";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import { fitEngines, kvTypes } from "#cli-bridge/protocol/memory-fit.ts";
import type { RepoFacts } from "#lib/hub/analysis/repo-facts.ts";
import type { Hub } from "#lib/hub/hub.ts";
import { parseQuery } from "./parse-query.ts";
import { makeSharedAnswers } from "./shared-answers.ts";

const query = z.strictObject({
  repo: z.string({ error: "Name a model." }).max(2048),
  revision: z.string().max(256).optional(),
  context: z
    .string()
    .regex(/^\d{1,8}$/, "Give a whole number.")
    .transform(Number)
    .pipe(z.number().min(256).max(10_000_000))
    .optional(),
  kvType: z.enum(kvTypes).optional(),
  engine: z.enum(fitEngines).optional(),
});

type Reading = { open: () => Promise<Hub>; readMachine: () => Promise<MachineNow> };

const kept = { freshMs: 60_000, most: 50 };

/** Analyses repositories for pages. The hub is asked once a minute; the memory of the machine is read each time. */
export function makeHubAnalyst({ open, readMachine }: Reading) {
  const share = makeSharedAnswers<RepoFacts>(kept);
  return async (params: URLSearchParams, signal: AbortSignal): Promise<HubAnalysis> => {
    const { repo, revision, ...pricing } = parseQuery(query, params);
    const [{ priceFacts }, { readRepoFacts }, { parseRepoReference }] = await Promise.all([
      import("#lib/hub/analysis/analyse-repo.ts"),
      import("#lib/hub/analysis/repo-facts.ts"),
      import("#lib/hub/repo-reference.ts"),
    ]);
    const hub = await open();
    const { endpoint, token } = hub.settings;
    const parsed = parseRepoReference(repo, endpoint);
    const reference = revision === undefined ? parsed : { ...parsed, revision, unsplit: undefined };
    // What a token opens is kept apart from what is open without it.
    const key = JSON.stringify([endpoint, token?.value, reference]);
    const facts = await share(key, (work) => readRepoFacts(hub, reference, work), signal);
    return priceFacts(facts, { ...pricing, machine: await readMachine() });
  };
}
