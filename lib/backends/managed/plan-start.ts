import { stat } from "node:fs/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { consentsFor } from "./consents.ts";
import { findProgram } from "./find-program.ts";
import { portProblem } from "./port-state.ts";
import type { Recipe, ServerWanted } from "./recipe.ts";
import { secretHint, secretOptionsIn } from "./secret-words.ts";
import { listensAt, serverUrl } from "./server-address.ts";

/** A server as it would be started: its words, and what it is told beside them. */
export type ServerStart = {
  recipe: Recipe;
  /** The whole invocation, as a person would type it. */
  argv: string[];
  env: Record<string, string>;
  url: string;
};

export function toServerStart(recipe: Recipe, wanted: ServerWanted): ServerStart {
  guardNoOption(wanted);
  return {
    recipe,
    argv: [recipe.program, ...recipe.argv(wanted)],
    env: { ...wanted.env, ...recipe.env(wanted) },
    url: serverUrl(wanted.host, wanted.port),
  };
}

/** A value that begins with a dash would be taken for an option, which nobody has agreed to. */
function guardNoOption({ model, servedAs, projector, host }: ServerWanted): void {
  const said = [model, servedAs, projector, host].find((value) => value?.startsWith("-"));
  if (said === undefined) return;
  throw new ConsoleError("bad-input", `${said.slice(0, 80)} would be taken for an option.`, {
    hint: "Use a name or a path that does not begin with a dash.",
  });
}

type Looking = {
  env: NodeJS.ProcessEnv /** What was agreed to by name, and the values that were agreed to when they were saved. */;
  agreed: { expose: boolean; trustsCode: boolean; saved: Readonly<Record<string, string>> };
  hasKey: boolean;
  /** Whether who listens there now is the one that is to be started again. */
  isOurPort?: boolean;
};
type Looked = { program: string | undefined; blocked: Plan["blocked"]; warnings: string[] };

/** What stands in the way of a start, asked of this machine now. */
export async function lookAtStart(
  recipe: Recipe,
  wanted: ServerWanted,
  { env, agreed, hasKey, isOurPort = false }: Looking,
): Promise<Looked> {
  const { title, install, keyVariable } = recipe;
  const program = await findProgram(recipe, env);
  const missing = program === undefined && {
    what: title,
    why: `${recipe.program} is not installed, or not on the PATH`,
    hint: `${install.says}: ${install.url}. Or say where it is with ${recipe.programVariable}.`,
  };
  const port = await portProblem(wanted.host, wanted.port, isOurPort);
  const taken = port && { what: title, why: port.message, hint: port.hint };
  const consents = consentsFor(wanted);
  const unagreed = consentsFor(unsaved(wanted, agreed.saved))
    .filter(({ flag }) => (flag === "expose" ? !agreed.expose : !agreed.trustsCode))
    .map(({ flag, says }) => ({
      what: title,
      why: says,
      hint: `Say --${flag} if that is what you want, or leave it out.`,
    }));
  const keyless = hasKey &&
    keyVariable === undefined && {
      what: title,
      why: "it takes a key only on its command line, where others can read it",
      hint: "Start it without one, and only for this machine.",
    };
  const secrets = secretOptionsIn(wanted.args).map((option) => ({
    what: title,
    why: `${option} would put a secret on its command line`,
    hint: secretHint,
  }));
  const blocked = [missing, taken, await modelProblem(recipe, wanted), keyless, ...secrets, ...unagreed];
  const isOpen = consents.some(({ flag, isOutward }) => flag === "expose" && !isOutward) && !hasKey;
  return {
    program,
    blocked: blocked.flatMap((obstacle) => (obstacle ? [obstacle] : [])),
    warnings: isOpen ? [`${title} will answer whoever reaches it: it asks for no key.`] : [],
  };
}

/** What is said now, and was not agreed to when it was saved. */
function unsaved(wanted: ServerWanted, saved: Readonly<Record<string, string>>) {
  const env = Object.entries(wanted.env).filter(([name, value]) => saved[name] !== value);
  const isSavedHost = listensAt(saved.OLLAMA_HOST).host === wanted.host;
  return { args: wanted.args, env: Object.fromEntries(env), host: isSavedHost ? "localhost" : wanted.host };
}

async function modelProblem({ title, model: takes }: Recipe, { model }: ServerWanted) {
  if (model === undefined) {
    if (takes !== "needed") return undefined;
    return { what: title, why: "no model was said", hint: "Say --entry=NAME, or --model=PATH." };
  }
  if (takes === "none")
    return {
      what: title,
      why: "it is started without a model",
      hint: "Start it, and load the model when it runs.",
    };
  if (!model.startsWith("/") || (await exists(model))) return undefined;
  return {
    what: model,
    why: "the model is not there",
    hint: "See that its disk is mounted, or choose another.",
  };
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
