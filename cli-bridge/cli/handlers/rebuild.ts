import { resolve } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { FoundModel } from "#lib/registry/operations/found-model.ts";
import { leaveOutDamaged } from "#lib/registry/operations/leave-out-damaged.ts";
import type { Operation } from "#lib/registry/operations/maintain.ts";
import { together } from "#lib/registry/operations/rebuild.ts";
import { rebuildFolders } from "#lib/registry/operations/rebuild-folders.ts";
import { rebuildOllama } from "#lib/registry/operations/rebuild-ollama.ts";
import { findOllamaStore } from "#lib/stores/ollama/find-store.ts";
import { lookIntoWeights } from "#lib/stores/ollama/look-into-weights.ts";
import { readOllamaStore } from "#lib/stores/ollama/read-store.ts";
import { maintain } from "../maintain.ts";
import { placesOf } from "../places-of.ts";
import { findRememberedModels } from "../remembered-models.ts";
import type { Session } from "../session.ts";
import type { Handler } from "./index.ts";

export const rebuild: Handler<"rebuild"> = async (input, session) => {
  const { provider = "hf" } = input;
  const { roots } = placesOf(await session.settings());
  const bases = input.weightsRoot === undefined ? roots : [resolve(input.weightsRoot)];
  const location = input.location ?? "linux_wsl";
  const includeTesting = input.includeTesting ?? false;
  const operations: Operation[] = [];
  if (provider !== "ollama") {
    const assigned = { backend: input.backend ?? "vllm", location, format: undefined };
    operations.push(await ofFolders(bases, { assigned, includeTesting }, session));
  }
  if (provider !== "hf") operations.push(await ofStore(roots, { location, includeTesting }));
  const at = new Date().toISOString();
  return maintain(
    {
      name: "rebuild",
      input,
      operation: together(operations),
      // An entry is called downloaded only when it has come in, and then once.
      atApply: (_, { downloaded_at: known }) => (known ? undefined : { downloaded_at: at }),
      nothing: "✅ No changes detected",
      would: ({ added, changed, removed }) => [
        `Purge plan: remove=${removed.length} change=${changed.length} add=${added.length} providers=${provider}`,
      ],
      words: ({ added, changed, removed }) => {
        const summary = `Rebuilt: ${added.length} added, ${changed.length} changed, ${removed.length} removed.`;
        return { summary, says: `✅ ${summary}` };
      },
    },
    session,
  );
};

type FoldersWanted = Pick<Parameters<typeof rebuildFolders>[0], "assigned" | "includeTesting">;

async function ofFolders(
  bases: readonly string[],
  wanted: FoldersWanted,
  session: Session,
): Promise<Operation> {
  if (bases.length === 0) {
    throw new ConsoleError("bad-input", "There is no folder to rebuild from: no root is configured.", {
      hint: "Name one with --weights-root, or set MODELDECK_ROOTS.",
    });
  }
  const onFound = ({ path }: FoundModel, done: number) =>
    session.tellProgress({ phase: "scan", unit: "entries", done, item: path });
  const found = await findRememberedModels(bases, onFound, session);
  return rebuildFolders({ found: leaveOutDamaged(found), bases, ...wanted });
}

type StoreWanted = Omit<Parameters<typeof rebuildOllama>[0], "found">;

async function ofStore(roots: readonly string[], wanted: StoreWanted): Promise<Operation> {
  const store = await findOllamaStore(process.env, roots);
  if (store === undefined) {
    throw new ConsoleError("not-found", "Ollama's store was not found on this machine.", {
      hint: "Set OLLAMA_MODELS to the folder that holds its manifests and blobs.",
    });
  }
  const found = await lookIntoWeights(await readOllamaStore(store));
  return rebuildOllama({ found, ...wanted });
}
