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

/** Of what is not there whole that is known already. */
function blobToLookInto({ weights, format = "gguf", problems = [] }: StoredModel): string[] {
  return weights === undefined || format !== "gguf" || problems.length > 0 ? [] : [weights];
}
