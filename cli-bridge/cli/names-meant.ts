import { readFile } from "node:fs/promises";
import type { AnyCommand } from "#cli-bridge/catalogue/define-command.ts";
import type { Input } from "#cli-bridge/derive/check-input.ts";
import { nearest } from "#cli-bridge/derive/nearest.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { knowNames, type Named } from "#lib/registry/name-meant.ts";
import { nameOf } from "#lib/registry/raw-entry.ts";
import { layerNames, layerPath } from "#lib/registry/registry-files.ts";
import type { Session } from "./session.ts";
import { toVisible } from "./visible-text.ts";

const candidatesMax = 3;

/** Says which names would have been understood. */
export function unknownName(said: string, entries: readonly Named[]): ConsoleError {
  const folded = said.toLowerCase();
  const shown = entries.filter(({ displayName }) => displayName.toLowerCase() === folded);
  const near = nearest(
    said,
    entries.map(({ name }) => name),
  );
  const alike = entries.filter(({ name }) => name.toLowerCase().startsWith(folded));
  const meant = shown.length > 0 ? shown : alike.length > 0 || near === undefined ? alike : [{ name: near }];
  const names = meant.slice(0, candidatesMax).map(({ name }) => toVisible(name));
  const hint =
    names.length > 0 ? `Did you mean ${names.join(" or ")}?` : "List the entries with: modeldeck list";
  return new ConsoleError("not-found", `Variant not found: ${said}`, { hint });
}

/** Every command is told models here, so that all understand the same names. */
export async function withNamesMeant(command: AnyCommand, input: Input, session: Session): Promise<Input> {
  const places = Object.entries(command.fields).filter(([, { spelled, value }]) =>
    value.kind === "truth" ? false : spelled === "positional" && "of" in value && value.of === "model",
  );
  const fields = places.map(([field]) => field);
  if (fields.length === 0) return input;
  const picks = ["except", "only"].filter((field) => field in command.fields);
  const said = [...fields, ...picks].flatMap((field) => textsOf(input[field]));
  if (said.length === 0) return input;
  const { registryDir } = await session.settings();
  if (await standAsSaid(registryDir.value, said)) return input;
  const { entries, readOnly } = await loadRegistry(registryDir.value);
  if (readOnly !== undefined) return input;
  const models = fields.flatMap((field) => textsOf(input[field]));
  const [alone] = models;
  const known = knowNames(entries, toVisible);
  if (alone !== undefined && models.length === 1 && known(alone) === undefined)
    throw unknownName(alone, entries);
  // Of several, the command says which it does not know, and what can be done about it.
  const toMeant = (text: string) => known(text) ?? text;
  const meant: Record<string, unknown> = { ...input };
  for (const field of [...fields, ...picks]) {
    const value = input[field];
    if (typeof value === "string") meant[field] = toMeant(value);
    else if (Array.isArray(value)) meant[field] = textsOf(value).map(toMeant);
  }
  return meant;
}

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string");

/** Beyond so many names the text is read whole rather than searched for each. */
const searchedMax = 10;

/** Nearly always the names are the registry's own. Finding one in the text costs a hundredth of reading it all. */
async function standAsSaid(dir: string, said: readonly string[]): Promise<boolean> {
  if (said.length > searchedMax) {
    const { layers } = await loadRegistry(dir);
    const names = new Set(layerNames.flatMap((layer) => layers[layer].map(nameOf)));
    return said.every((name) => names.has(name));
  }
  const texts = await Promise.all(
    layerNames.map((layer) => readFile(layerPath(dir, layer)).catch(() => undefined)),
  );
  return said.every((name) => {
    const wanted = Buffer.from(`"name": ${JSON.stringify(name)}`);
    return texts.some((text) => text?.includes(wanted));
  });
}
