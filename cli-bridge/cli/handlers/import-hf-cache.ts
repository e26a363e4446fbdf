import { realpath } from "node:fs/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { hubFoldersOf } from "#lib/hub/hub-settings.ts";
import {
  type CachedModel,
  cacheKeyOf,
  findCachedModels,
  learnFromCache,
} from "#lib/registry/operations/import-hf-cache.ts";
import { type CachedRepo, chosenSnapshot, type HubCache } from "#lib/stores/hf-cache/cached-repo.ts";
import { readHubCache } from "#lib/stores/hf-cache/read-cache.ts";
import { withRememberedModels } from "../remembered-models.ts";
import type { Session } from "../session.ts";
import { takeIn, tellFound, wantedOf } from "../take-in.ts";
import type { Handler } from "./index.ts";

export const importHfCache: Handler<"import-hf-cache"> = async (input, session) => {
  const { cache: folder, allRevisions = false, ...rest } = input;
  const cache = await readCache(folder, session);
  const cached = cache.repos.flatMap((repo) => modelsOf(repo, allRevisions));
  const found = await withRememberedModels(session, (detect) =>
    findCachedModels(cached, { onFound: tellFound(session), detect }),
  );
  const besides = [...cache.issues, ...cache.repos.flatMap(leftovers)];
  found.issues.push(...besides.map((each) => ({ kind: "issue", code: "unreadable", ...each }) as const));
  return takeIn(
    {
      name: "import-hf-cache",
      input: rest,
      found,
      wanted: {
        ...wantedOf(input, { backend: "vllm", location: "linux_wsl" }),
        learn: learnFromCache(cached),
        ...(!allRevisions && { keyOf: cacheKeyOf }),
      },
    },
    session,
  );
};

async function readCache(said: string | undefined, session: Session): Promise<HubCache> {
  const folder = said ?? hubFoldersOf(process.env).cacheFolder;
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) {
    throw new ConsoleError("not-found", `There is no cache of Hugging Face at ${folder}.`, {
      hint: "Name its folder with --cache, or set HF_HUB_CACHE.",
    });
  }
  const onRepo = (item: string, done: number) =>
    session.tellProgress({ phase: "read", unit: "entries", done, item });
  return readHubCache(real, { onRepo });
}

function modelsOf(cached: CachedRepo, all: boolean): CachedModel[] {
  if (cached.kind !== "model") return [];
  const chosen = all ? cached.snapshots : [chosenSnapshot(cached)];
  return chosen.flatMap((snapshot) => (snapshot ? [{ ...snapshot, repo: cached.repo }] : []));
}

/** What takes space in the cache and is of no use to anybody. */
function leftovers({ folder, orphans, unfinished }: CachedRepo): { path: string; message: string }[] {
  const messages: string[] = [];
  if (orphans.count > 0)
    messages.push(`${toCountWords(orphans.count, "blob")} of no revision (${toByteWords(orphans.bytes)}).`);
  if (unfinished.count > 0)
    messages.push(
      `${toCountWords(unfinished.count, "download")} that did not end (${toByteWords(unfinished.bytes)}).`,
    );
  return messages.map((message) => ({ path: folder, message }));
}
