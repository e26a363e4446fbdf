import { z } from "zod";
import { download } from "#cli-bridge/catalogue/download.ts";
import type { InputOfCommand } from "#cli-bridge/catalogue/index.ts";
import { parseInput } from "#cli-bridge/derive/check-input.ts";
import type { DownloadPlan } from "#cli-bridge/protocol/download-plan.ts";
import type { HubReadme } from "#cli-bridge/protocol/hub-answer.ts";
import type { Hub, HubModel, RemoteFile } from "#lib/hub/hub.ts";
import type { Settings } from "#lib/state/settings.ts";
import { guardPaths } from "./guard-paths.ts";
import { parseQuery } from "./parse-query.ts";
import { makeSharedAnswers } from "./shared-answers.ts";

const planQuery = z.strictObject({ input: z.string({ error: "Say the input of a download." }).max(65_536) });
const readmeQuery = z.strictObject({
  repo: z.string({ error: "Name a model." }).max(512),
  commit: z.string({ error: "Name a commit." }).regex(/^[0-9a-f]{40}$/, "A commit has 40 hex digits."),
});

type Reading = { open: () => Promise<Hub>; settings: () => Promise<Settings> };

export type HubPlanner = {
  /** What a download would do, from what the hub and the disk say. */
  plan: (params: URLSearchParams, signal: AbortSignal) => Promise<DownloadPlan>;
  readme: (params: URLSearchParams, signal: AbortSignal) => Promise<HubReadme>;
};

const readmeBytesMax = 1_048_576;

/** Plans follow every change of a form, so what the hub said is kept for a minute; the disk is looked at each time. */
export function makeHubPlanner({ open, settings }: Reading): HubPlanner {
  const remember = makeMemory();
  return {
    plan: async (params, signal) => {
      const input = parseInput(download, parseJson(parseQuery(planQuery, params).input), "web");
      const [{ downloadPlanOf }, { downloadWantedOf }, { reserveOf }] = await Promise.all([
        import("#lib/hub/plan/download-plan.ts"),
        import("#lib/hub/plan/download-wanted.ts"),
        import("#lib/hub/transfer/disk-reserve.ts"),
      ]);
      const { roots, registryDir, diskReserve } = await settings();
      // A plan tells of the disk, so it looks nowhere that a download could not be sent to.
      await guardPaths(download, input, [...roots.value, registryDir.value]);
      const places = {
        roots: roots.value,
        reserveOf: (total: number) => reserveOf(total, diskReserve.value),
      };
      // The schema of the command has just judged it.
      const wanted = downloadWantedOf(input as InputOfCommand<"download">);
      return downloadPlanOf(remember(await open()), wanted, { places, signal });
    },
    readme: async (params, signal) => {
      const { repo, commit } = parseQuery(readmeQuery, params);
      const text = await remember(await open()).text(repo, commit, "README.md", readmeBytesMax, signal);
      return text === undefined ? {} : { text };
    },
  };
}

/** Text that is no JSON is refused as an input like any other. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const kept = { freshMs: 60_000, most: 50 };
const nobodyLeaves = new AbortController().signal;

/** The same hub, which is not asked twice in a minute for the same. */
function makeMemory() {
  const models = makeSharedAnswers<HubModel>(kept);
  const trees = makeSharedAnswers<RemoteFile[]>(kept);
  const texts = makeSharedAnswers<string | undefined>(kept);
  return (hub: Hub): Hub => {
    const { endpoint, token } = hub.settings;
    const keyOf = (...parts: readonly unknown[]) => JSON.stringify([endpoint, token?.value, ...parts]);
    return {
      ...hub,
      model: (repo, revision, signal = nobodyLeaves) =>
        models(keyOf(repo, revision), (work) => hub.model(repo, revision, work), signal),
      files: (repo, commit, signal = nobodyLeaves) =>
        trees(keyOf(repo, commit), (work) => hub.files(repo, commit, work), signal),
      text: (repo, commit, path, bytesMax, signal = nobodyLeaves) =>
        texts(
          keyOf(repo, commit, path, bytesMax),
          (work) => hub.text(repo, commit, path, bytesMax, work),
          signal,
        ),
    };
  };
}
