import { z } from "zod";
import type { BackendAnswer, BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { toServerStart } from "#lib/backends/managed/plan-start.ts";
import { managedKinds } from "#lib/backends/managed/recipe.ts";
import { recipes } from "#lib/backends/managed/recipes/index.ts";
import { readServerValues } from "#lib/backends/managed/server-settings.ts";
import { nativeLine, toServerWanted } from "#lib/backends/managed/server-wanted.ts";
import type { Entry } from "#lib/registry/entry.ts";
import { hasServerLines, serverLines } from "./server-lines.ts";

type Knowing = {
  home: string;
  read: () => Promise<{ registry: { entries: readonly Entry[] } }>;
  /** The servers that are known, as they were seen last. */
  servers: () => readonly Pick<BackendAnswer, "id" | "name" | "kind" | "url">[];
};
type Input = Readonly<Record<string, unknown>>;
type Native = (input: Input, knowing: Knowing, command: string) => Promise<string[]>;

const text = z.string().optional();
const started = z.object({
  kind: z.enum(managedKinds),
  ...{ entry: text, model: text, host: text, gpu: text, servedAs: text, args: text, env: text },
  ...{ port: z.int().optional(), context: z.int().optional(), trustRemoteCode: z.boolean().optional() },
});

/** What a command runs in its turn, for those that speak to a server in its own words. */
const natives: Readonly<Record<string, Native>> = {
  "backend-start": async (input, { home, read }) => {
    const said = started.parse(input);
    const saved = said.kind === "ollama" ? await readServerValues(home) : {};
    const { entries } = (await read()).registry;
    const entry = entries.find(({ name }) => name === said.entry);
    return [nativeLine(toServerStart(recipes[said.kind], toServerWanted(said, { entry, saved })))];
  },
};

/** Nothing where it speaks to nobody, or where its words are not whole yet: the run itself says what is wrong. */
export async function nativeOf(
  command: string,
  input: Input,
  knowing: Knowing,
): Promise<{ native?: string[] }> {
  const words = hasServerLines(command) ? wordsFor : natives[command];
  const native = (await words?.(input, knowing, command).catch(() => [])) ?? [];
  return native.length === 0 ? {} : { native };
}

const kindsOf = (command: string): BackendKind[] | undefined =>
  command.startsWith("ollama-") ? ["ollama"] : command.startsWith("lmstudio-") ? ["lmstudio"] : undefined;

/** The words for the server that is meant; none where several could be. */
async function wordsFor(input: Input, { servers }: Knowing, command: string): Promise<string[]> {
  const kinds = kindsOf(command);
  const fitting = servers().filter(({ kind }) => kinds?.includes(kind) ?? true);
  const { backend } = input;
  const [meant, another] = fitting.filter(
    ({ id, name, url }) => backend === undefined || id === backend || name === backend || url === backend,
  );
  return meant && !another ? serverLines(command, input, meant) : [];
}
