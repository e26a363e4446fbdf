import { stat } from "node:fs/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { DownloadPlan, PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import { toByteWords } from "#lib/format.ts";
import { checkPresent } from "#lib/hub/download/check-present.ts";
import {
  type Fetched,
  fetchPlanned,
  type PlannedMeans,
  splitPlanned,
} from "#lib/hub/download/fetch-planned.ts";
import { cachePlacesOf } from "#lib/hub/hf-cache/cache-places.ts";
import { linkSnapshot } from "#lib/hub/hf-cache/link-snapshot.ts";
import type { Hub } from "#lib/hub/hub.ts";
import { forceHint } from "#lib/hub/plan/file-state.ts";
import { openHashCache } from "#lib/state/hash-cache.ts";
import { checksFileIn } from "#lib/state/last-checks.ts";
import { identityOf } from "#lib/weights/hash-thread.ts";
import { startDownloadProgress } from "./download-progress.ts";
import { makeReadRate } from "./read-rate.ts";
import type { Session } from "./session.ts";

export type DownloadedFiles = { files: { path: string; sha256: string | undefined }[]; fetched: number };

type Means = Omit<PlannedMeans, "onProgress">;

/** Brings every file of a plan to its place, each right to the last byte, and says what is where. */
export async function downloadFiles(
  hub: Hub,
  plan: DownloadPlan,
  { means, session }: { means: Means; session: Session },
): Promise<DownloadedFiles> {
  const { home } = await session.settings();
  const cache = openHashCache(checksFileIn(home.value));
  try {
    const { toFetch, toCheck } = splitPlanned(plan);
    const rateAt = makeReadRate();
    const onProgress = (done: number, total: number, item: string) =>
      session.tellProgress({ phase: "checking", unit: "bytes", done, total, item, ...rateAt(done, total) });
    const { right, wrong } = await checkPresent(toCheck, { signal: means.signal, cache, onProgress });
    const again = plan.layout === "hf-cache" ? wrong.map(toReplaced) : [];
    if (again.length === 0) guardWeights(wrong);
    const fetched = await fetchAll(hub, [...toFetch, ...again], { means, session });
    await rememberHashes(fetched, cache);
    if (plan.layout === "hf-cache") await linkAll(hub, plan);
    // In a cache two files of the same bytes are one blob, which comes once.
    const hashes = new Map([...right, ...fetched].map(({ file, sha256 }) => [file.target, sha256]));
    return {
      files: plan.files.map(({ path, target }) => ({ path, sha256: hashes.get(target) })),
      fetched: fetched.reduce((sum, file) => sum + file.fetched, 0),
    };
  } finally {
    cache.close();
  }
}

/** In a cache the name is the hash, so a blob with other bytes is damaged and nobody's. */
const toReplaced = (file: PlannedFile): PlannedFile => ({ ...file, state: "replace", here: 0 });

function guardWeights(wrong: readonly PlannedFile[]): void {
  const weights = wrong.find(({ role }) => role === "weights");
  if (weights === undefined) return;
  throw new ConsoleError("conflict", `${weights.target} is there already, with other bytes than the hub's.`, {
    hint: forceHint,
  });
}

async function fetchAll(
  hub: Hub,
  files: readonly PlannedFile[],
  { means, session }: { means: Means; session: Session },
): Promise<Fetched[]> {
  if (files.length === 0) return [];
  const progress = startDownloadProgress(files, session);
  const isShown = (file: PlannedFile) => file.role === "weights" || files.length <= 12;
  try {
    return await fetchPlanned(hub, files, {
      ...means,
      onProgress: (file, { state, ...rest }) => {
        progress.update(file, { state, ...rest });
        if (state === "done" && isShown(file))
          session.print.line(`  ${file.path}  ${toByteWords(file.bytes)}`);
      },
    });
  } finally {
    progress.stop();
  }
}

/** A file whose hash was found on the way is not read again to check it. */
async function rememberHashes(fetched: readonly Fetched[], cache: ReturnType<typeof openHashCache>) {
  for (const { file, sha256 } of fetched) {
    const stats = await stat(file.target, { bigint: true }).catch(() => undefined);
    if (stats) cache.set(identityOf(stats), sha256);
  }
}

const linkAll = (hub: Hub, { repo, commit, revision, files }: DownloadPlan) =>
  linkSnapshot(cachePlacesOf(hub.settings.cacheFolder, repo, commit), {
    files: files.map(({ path, sha256, gitSha1 }) => ({ path, blob: sha256 ?? gitSha1 })),
    ...{ commit, revision },
  });
