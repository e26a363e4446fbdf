import { ConsoleError, type RefusalCode } from "#cli-bridge/protocol/console-error.ts";
import type { Hub } from "../hub.ts";
import { type RepoContents, readRepoContents } from "../plan/repo-contents.ts";

type Wanted = { repo: string; revision: string | undefined };

export type OpenContents = Pick<RepoContents, "model" | "files" | "config"> & {
  /** Why its files cannot be read by whoever asks, though they are listed. */
  locked: string | undefined;
};

const locks: readonly RefusalCode[] = ["hub-licence", "hub-token-missing", "hub-denied", "hub-token-wrong"];

/** A gated repository lists its files to everybody, and that is worth seeing before its terms are accepted. */
export async function readContents(hub: Hub, wanted: Wanted, signal?: AbortSignal): Promise<OpenContents> {
  try {
    return { ...(await readRepoContents(hub, wanted, signal)), locked: undefined };
  } catch (error) {
    if (!(error instanceof ConsoleError) || !locks.includes(error.code)) throw error;
    const model = await hub.model(wanted.repo, wanted.revision, signal);
    const files = await hub.files(model.repo, model.sha, signal);
    const locked = [error.message, error.hint ?? ""].join(" ").trim();
    return { model, files, config: model.config, locked };
  }
}
