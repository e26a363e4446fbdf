import type { CommandName } from "#cli-bridge/catalogue/index.ts";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import type { Registry } from "#lib/registry/load-registry.ts";
import { type Availing, disabledReason } from "./command-answers.ts";
import type { RegistryReader } from "./registry-reader.ts";

/** What saves an edit of a model. */
const editing: readonly CommandName[] = ["set-meta", "set-roles", "set-backend", "set-args", "set-defaults"];

/** Everything of a model, and why nothing of it can be edited now. */
export const makeEntryReader =
  ({ details, read }: RegistryReader, availing: Availing) =>
  async (name: string): Promise<EntryDetails> => {
    const found = await details(name);
    const closed = whyClosed((await read()).registry, availing);
    return closed === undefined ? found : { ...found, closed };
  };

function whyClosed({ readOnly, problems }: Registry, availing: Availing): string | undefined {
  if (editing.every((name) => disabledReason(name, availing) !== undefined))
    return `${availing.dialect.name} has no command that edits a model.`;
  if (readOnly === undefined) return undefined;
  const hint = problems.find(({ message }) => message === readOnly)?.hint;
  return [readOnly, hint].filter(Boolean).join(" ");
}
