import type { ActivityKind, NewActivity } from "#cli-bridge/protocol/activity-event.ts";
import type { BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { Instance } from "#lib/backends/instance.ts";
import { instanceIdOf } from "#lib/backends/instances/instance-id.ts";
import { isNamed } from "#lib/backends/instances/instance-meant.ts";

/** How long after a run has ended what is seen may still come of it. */
const afterwardsMs = 15_000;
const remembered = 64;

type Cause = { kinds: readonly ActivityKind[]; at?: BackendKind };

const loads = ["loading", "loaded", "unloaded", "pulled", "warning"] as const;
const comes: Cause = { kinds: ["pulled"], at: "ollama" };

/** What each command can bring about, and where it is for one kind of server alone. */
const causes: Partial<Record<string, Cause>> = {
  "backend-load": { kinds: loads },
  "backend-unload": { kinds: ["unloaded", "warning"] },
  "ollama-pull": comes,
  "ollama-update": comes,
  "ollama-sync": comes,
  "ollama-create": comes,
  "ollama-copy": comes,
  "ollama-delete": { kinds: ["deleted", "unloaded"], at: "ollama" },
  "lmstudio-download": { kinds: ["pulled"], at: "lmstudio" },
};

type Remembered = Pick<RunRecord, "id" | "command" | "input" | "startedAt" | "endedAt">;
type What = { kind: ActivityKind; instance: Instance; model: string | undefined; at: number };

/** Tells what the console did from what others did, by the runs that meant this server and this model. */
export class WhoDidIt {
  readonly #runs = new Map<string, Remembered>();
  /** Until when what is seen of a model may come of being talked to. */
  readonly #talks = new Map<string, number>();

  note(run: RunRecord): void {
    if (!causes[run.command]) return;
    this.#runs.delete(run.id);
    this.#runs.set(run.id, run);
    dropOldest(this.#runs);
  }

  /** A question may bring a model into memory; `until` is told once the answer has ended. */
  talked(instance: string, model: string, until = Number.POSITIVE_INFINITY): void {
    const talk = toTalk(instance, model);
    this.#talks.delete(talk);
    this.#talks.set(talk, until + afterwardsMs);
    dropOldest(this.#talks);
  }

  /** With how long it took, where the run did nothing but this. */
  of(what: What): Pick<NewActivity, "who" | "run" | "durationMs"> {
    const run = [...this.#runs.values()].findLast((each) => couldBe(each, what));
    if (!run) return { who: this.#isTalk(what) ? "console" : "elsewhere" };
    const { startedAt, endedAt, input } = run;
    const isAlone = input.pull !== true && input.replace !== true;
    const isLoad = what.kind === "loaded" && startedAt !== undefined && isAlone;
    const until = endedAt === undefined ? what.at : Math.min(what.at, Date.parse(endedAt));
    return {
      ...{ who: "console", run: run.id },
      ...(isLoad && { durationMs: Math.max(0, until - Date.parse(startedAt)) }),
    };
  }

  #isTalk({ kind, instance, model = "", at }: What): boolean {
    const until = this.#talks.get(toTalk(instance.id, model));
    return (kind === "loading" || kind === "loaded") && until !== undefined && at < until;
  }
}

/** Ollama's `:latest` may be left out. */
const withoutLatest = (model: string) => model.replace(/:latest$/, "");
const toTalk = (instance: string, model: string) => JSON.stringify([instance, withoutLatest(model)]);

function dropOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > remembered && oldest !== undefined) map.delete(oldest);
}

function couldBe({ command, input, endedAt }: Remembered, { kind, instance, model, at }: What): boolean {
  const cause = causes[command];
  const said = command === "ollama-sync" ? input.to : input.backend;
  return (
    model !== undefined &&
    (endedAt === undefined || at - Date.parse(endedAt) < afterwardsMs) &&
    (cause?.kinds.includes(kind) ?? false) &&
    (cause?.at ?? instance.kind) === instance.kind &&
    (typeof said !== "string" || isMeant(instance, said)) &&
    (meansAll(command, input, kind) || names(input, model))
  );
}

/** By its id, its name or its address, as a command names it. */
export function isMeant(instance: Instance, said: string): boolean {
  const url = URL.parse(said.includes("://") ? said : `http://${said}`);
  return isNamed(instance, said) || (url !== null && instanceIdOf(instance.kind, url) === instance.id);
}

/** Some are meant without a name: all that is in memory, or all that a server lacks. */
const meansAll = (command: string, { all, replace, models }: Remembered["input"], kind: ActivityKind) =>
  kind === "unloaded"
    ? all === true || replace === true
    : kind === "pulled" && command === "ollama-sync" && models === undefined;

function names(input: Readonly<Record<string, unknown>>, model: string): boolean {
  const wanted = [model, withoutLatest(model)];
  return Object.values(input)
    .flat()
    .some((value) => typeof value === "string" && wanted.includes(value));
}
