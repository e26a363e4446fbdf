import { basename } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { withFileSourceNow } from "#lib/weights/byte-source.ts";
import { lookIntoGguf } from "#lib/weights/gguf-fault.ts";
import { refinedBy } from "#lib/weights/gguf-quantization.ts";
import { evidenceOf, type StoredModel, type StoreReading } from "./stored-model.ts";

/** Adds to each model of a store what its weights' own header says of them; several may share a blob. */
export async function lookIntoWeights(reading: StoreReading): Promise<StoreReading> {
  const looks = new Map<string, Look>();
  for (const blob of new Set(reading.models.flatMap(blobToLookInto))) {
    await turn();
    // Who may not read a blob knows nothing of it, and nothing against it.
    const look = await lookIntoGguf(blob, withFileSourceNow).catch(() => undefined);
    if (look) looks.set(blob, look);
  }
  const models = reading.models.map((model) => {
    const [blob] = blobToLookInto(model);
    const look = blob === undefined ? undefined : looks.get(blob);
    return blob === undefined || look === undefined ? model : withLook(model, blob, look);
  });
  return { ...reading, models };
}

type Look = Awaited<ReturnType<typeof lookIntoGguf>>;

/** What a header tells comes before what the description of the model tells. */
function withLook(model: StoredModel, blob: string, look: Look): StoredModel {
  if (look.fault !== undefined) return { ...model, problems: [`its weights are damaged: ${look.fault}`] };
  const { quantization: claim } = look;
  if (claim === undefined) return model;
  return {
    ...model,
    quantization: refinedBy(claim, model.quantization),
    evidence: [...evidenceOf(claim.quantization, "header", basename(blob)), ...(model.evidence ?? [])],
  };
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
  const lookedByDigest = new Map(looked.models.map((model) => [model.digest, model]));
  const models = told.models.map((model) => {
    const { problems = [], quantization, evidence = [] } = lookedByDigest.get(model.digest) ?? {};
    return { ...model, problems, ...(evidence.length > 0 && { quantization, evidence }) };
  });
  return notLookedInto({ ...told, models }, `they are not in ${kept.store}`, ({ digest }) =>
    lookedByDigest.has(digest),
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
