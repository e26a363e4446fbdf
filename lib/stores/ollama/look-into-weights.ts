import { setImmediate as turn } from "node:timers/promises";
import { withFileSourceNow } from "#lib/weights/byte-source.ts";
import { ggufFaultOf } from "#lib/weights/gguf-fault.ts";
import type { StoredModel, StoreReading } from "./stored-model.ts";

/** Adds to each model of a store what its weights' own header says against them; several may share a blob. */
export async function lookIntoWeights(reading: StoreReading): Promise<StoreReading> {
  const faults = new Map<string, string | undefined>();
  for (const blob of new Set(reading.models.flatMap(blobToLookInto))) {
    await turn();
    // Who may not read a blob knows nothing against it.
    const fault = await ggufFaultOf(blob, withFileSourceNow).catch(() => undefined);
    faults.set(blob, fault);
  }
  const models = reading.models.map((model) => {
    const [fault] = blobToLookInto(model).flatMap((blob) => faults.get(blob) ?? []);
    return fault === undefined ? model : { ...model, problems: [`its weights are damaged: ${fault}`] };
  });
  return { ...reading, models };
}

/**
 * The same of what a server told. A server says nothing of its files; in a store that it may serve from they are found by
 * what it calls each model, the hash of its manifest.
 */
export async function lookIntoServed(told: StoreReading, kept: StoreReading): Promise<StoreReading> {
  const wanted = new Set(told.models.map(({ digest }) => digest));
  const looked = await lookIntoWeights({
    ...kept,
    models: kept.models.filter(({ digest }) => wanted.has(digest)),
  });
  const problemsOf = new Map(looked.models.map(({ digest, problems }) => [digest, problems]));
  const models = told.models.map((model) => ({ ...model, problems: problemsOf.get(model.digest) ?? [] }));
  return notLookedInto({ ...told, models }, `they are not in ${kept.store}`, ({ digest }) =>
    problemsOf.has(digest),
  );
}

/** Says of a server's models that nobody looked into them, and why. What runs elsewhere has no weights there. */
export function notLookedInto(
  told: StoreReading,
  why: string,
  isLookedInto: (model: StoredModel) => boolean = () => false,
): StoreReading {
  const count = told.models.filter((model) => !model.remote && !isLookedInto(model)).length;
  return count === 0 ? told : { ...told, unlooked: { count, why } };
}

/** Of what is not there whole that is known already. */
function blobToLookInto({ weights, format = "gguf", problems = [] }: StoredModel): string[] {
  return weights === undefined || format !== "gguf" || problems.length > 0 ? [] : [weights];
}
