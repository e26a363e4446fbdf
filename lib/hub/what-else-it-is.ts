import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { HubAsker } from "./http/hub-asker.ts";
import { hubAddress } from "./hub-address.ts";

type Asked = {
  asker: Pick<HubAsker, "ask">;
  endpoint: string;
  repo: string;
  signal: AbortSignal | undefined;
};

/** A name that no model has may be a dataset's: the hub keeps both under one owner, and people mix them up. */
export async function sayWhatElseItIs(error: unknown, asked: Asked): Promise<never> {
  const isMissing = error instanceof ConsoleError && error.code === "hub-not-found";
  if (isMissing && (await isDataset(asked))) {
    throw new ConsoleError("hub-not-found", `${asked.repo} is a dataset, and no model.`, {
      hint: `It is at ${asked.endpoint}/datasets/${asked.repo}. Modeldeck downloads models; give the owner/repo of one.`,
    });
  }
  throw error;
}

async function isDataset({ asker, endpoint, repo, signal }: Asked): Promise<boolean> {
  try {
    const answer = await asker.ask(hubAddress.dataset(endpoint, repo), { about: { repo }, signal });
    await answer.body.dump();
    return true;
  } catch {
    signal?.throwIfAborted();
    return false;
  }
}
