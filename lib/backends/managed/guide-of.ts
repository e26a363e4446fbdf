import { foreignLinesOf } from "#cli-bridge/derive/foreign-lines.ts";
import { toShell } from "#cli-bridge/derive/shell-words.ts";
import type { ServerGuide } from "#cli-bridge/protocol/server-setup.ts";
import { findProgram } from "./find-program.ts";
import { toServerStart } from "./plan-start.ts";
import { managedKinds, type ServerWanted } from "./recipe.ts";
import { recipes } from "./recipes/index.ts";
import type { ServedEntry } from "./served-model.ts";
import { nativeLine, type ServerSaid, toServerWanted } from "./server-wanted.ts";

type Asked = {
  said: Omit<ServerSaid, "kind"> & { kind?: ServerSaid["kind"] | undefined };
  entry: ServedEntry | undefined;
  saved: Readonly<Record<string, string>>;
  env: NodeJS.ProcessEnv;
};

const placeholder = "MODEL";

/** How each kind of server is started without the console, with the model filled in where it takes one. */
export const guidesOf = ({ said, entry, saved, env }: Asked): Promise<ServerGuide[]> =>
  Promise.all(
    (said.kind === undefined ? managedKinds : [said.kind]).map((kind) =>
      guideOf(toServerWanted({ ...said, kind }, { entry, saved }), { kind, env }),
    ),
  );

async function guideOf(
  wanted: ServerWanted,
  { kind, env }: { kind: ServerSaid["kind"]; env: NodeJS.ProcessEnv },
): Promise<ServerGuide> {
  const recipe = recipes[kind];
  const { title, install, program, service, keyVariable, ready } = recipe;
  const model = recipe.model === "none" ? undefined : (wanted.model ?? placeholder);
  const start = toServerStart(recipe, { ...wanted, model });
  const up = (service?.up ?? []).map((words) => toShell([program, ...words]));
  const found = await findProgram(recipe, env);
  return {
    ...{ kind, title, install, commands: [...up, nativeLine(start)] },
    ...(found !== undefined && { program: found }),
    ready: new URL(ready[0] ?? "/", start.url).href,
    ...(keyVariable !== undefined && { keyVariable }),
    ...(kind === "ollama" && { lines: foreignLinesOf(start.env) }),
  };
}
