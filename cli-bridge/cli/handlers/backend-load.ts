import type { InputOfCommand } from "#cli-bridge/catalogue/index.ts";
import type { BackendKind, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { keepAliveSecondsOf } from "#lib/backends/keep-alive.ts";
import { toIdSaid } from "#lib/backends/ollama/model-name.ts";
import { isModel } from "#lib/backends/start-model.ts";
import { toByteWords } from "#lib/format.ts";
import { fitWarning } from "../fit-warning.ts";
import { letGo } from "../let-go.ts";
import { type ModelDeed, modelDeed } from "../model-deed.ts";
import { pullOne } from "../pull-one.ts";
import { takeIntoMemory } from "../take-into-memory.ts";
import { type Backend, guardAbility, withBackend } from "../with-backend.ts";
import type { Handler } from "./index.ts";

type Input = InputOfCommand<"backend-load">;

export const backendLoad: Handler<"backend-load"> = (input, session) =>
  withBackend(session, { said: input.backend }, async (backend) => {
    await guardAbility(backend, "load");
    const model = backend.instance.kind === "ollama" ? toIdSaid(input.model) : input.model;
    const loading = {
      contextLength: input.context,
      keepAliveSeconds: keepAliveSecondsOf(input.keepAlive),
      gpuLayers: input.gpuLayers,
    };
    return modelDeed(
      {
        name: "backend-load",
        input,
        done: "Loaded",
        isChain: true,
        stopped: "The server may go on loading; unload it there if it is not wanted.",
        look: () => look(backend, model, input),
        carryOut: async (deed, signal) => {
          if (deed.deed === "fetch") await pullOne(backend, model, { session, signal });
          if (deed.deed !== "unload") return takeIntoMemory(backend, model, { ...loading, signal, session });
          session.tellProgress({ phase: "unloading", unit: "percent", done: 0, item: deed.model });
          await letGo(backend, deed.model, { session, signal });
          return "is out of memory";
        },
      },
      session,
    );
  });

/** What it would take: others out where that was said, the bytes where they are missing and may be fetched, then the load. */
async function look(backend: Backend, model: string, input: Input) {
  const { replace = false, pull, context } = input;
  const { instance, http, adapter } = backend;
  const [models, loaded] = await Promise.all([adapter.list(http), adapter.loaded(http)]);
  const server = instance.name;
  const found = models.find(({ id }) => isModel({ id, model: id }, model));
  const others = replace ? loaded.filter((each) => !isModel(each, model)) : [];
  const isMissing = found === undefined;
  const bytes = found?.bytes;
  const deeds: ModelDeed[] = [
    ...others.map(({ id }): ModelDeed => ({ model: id, server, deed: "unload" })),
    {
      model,
      server,
      deed: isMissing && pull && adapter.pull ? "fetch" : "load",
      ...(bytes !== undefined && { bytes }),
      ...(isMissing && pull && { why: "fetched first, then loaded" }),
    },
  ];
  const here = loaded.find((each) => isModel(each, model) && !isBeside(instance.kind, each, context));
  const tight =
    bytes === undefined || here || found?.remote
      ? []
      : await fitWarning(backend, { bytes, context, loaded, replace });
  const size = bytes === undefined ? "" : `, ${toByteWords(bytes)} of weights`;
  return {
    models: deeds,
    summary: `${model} to load at ${server}${size}.`,
    warnings: found?.remote
      ? [`It runs at ${found.remote.host}, so nothing is loaded here.`]
      : [...tight, ...anewWords(here, input), ...(here ? stayWords(instance.kind, input) : [])],
    blocked:
      isMissing && !(pull && adapter.pull)
        ? [
            {
              what: model,
              why: `${server} does not have it`,
              hint: missingHint(instance.kind, adapter.pull !== undefined),
            },
          ]
        : [],
  };
}

/** LM Studio loads a model with another context beside the one that it holds. */
const isBeside = (kind: BackendKind, held: LoadedModel, context: number | undefined) =>
  kind === "lmstudio" && context !== undefined && context !== held.contextLength;

/** A server cannot move layers, or lengthen a context, of what it holds: it lets go of it first. */
function anewWords(here: LoadedModel | undefined, { gpuLayers, context }: Input): string[] {
  const changes = gpuLayers !== undefined || (context !== undefined && context !== here?.contextLength);
  return here && changes
    ? [`${here.model} is in memory and is loaded anew; whoever it answers meanwhile waits.`]
    : [];
}

/** LM Studio hears of a time to stay with a load only. */
const stayWords = (kind: BackendKind, { model, keepAlive }: Input): string[] =>
  kind === "lmstudio" && keepAlive !== undefined
    ? [
        `${model} is in memory, and stays for as long as was said when it came; unload it first to change that.`,
      ]
    : [];

const missingHint = (kind: BackendKind, canPull: boolean) =>
  canPull
    ? `Have it fetched first with --pull${kind === "ollama" ? ", or see what there is: modeldeck ollama-list" : ""}`
    : "See what it serves on its page.";
