import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import type { AnyCommand } from "#cli-bridge/catalogue/define-command.ts";
import type { Meaning } from "#cli-bridge/catalogue/field.ts";
import type { Input } from "#cli-bridge/derive/check-input.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { isInside } from "#lib/registry/is-inside.ts";

const always: readonly Meaning[] = ["folder", "file"];
const sometimes: readonly Meaning[] = ["location", "weights", "backup", "model"];

/** Over the web, a command may only be pointed at places that were configured. */
export async function guardPaths(
  command: AnyCommand,
  input: Input,
  places: readonly string[],
): Promise<void> {
  const said: Record<string, string[]> = {};
  for (const [name, { value }] of Object.entries(command.fields)) {
    const given = input[name];
    if (typeof given !== "string" || value.kind !== "text") continue;
    const isPath = always.includes(value.of) || (sometimes.includes(value.of) && looksLikePath(given));
    if (isPath) said[name] = [given];
  }
  await guardInside(said, places);
}

/** Refuses paths, by the field they were said in, that lie outside these places. */
export async function guardInside(
  said: Readonly<Record<string, readonly string[]>>,
  places: readonly string[],
): Promise<void> {
  const real = await Promise.all(places.map(realOf));
  for (const [field, paths] of Object.entries(said))
    for (const given of paths) {
      if (!isAbsolute(given)) throw outside(field, given, "is not an absolute path");
      const path = await realOf(given);
      if (!real.some((place) => path === place || isInside(path, place)))
        throw outside(field, given, "lies outside the configured folders");
    }
}

/** `owner/model` is a name; what begins at a root, a home or a dot, or climbs, is a path. */
export const looksLikePath = (text: string) =>
  isAbsolute(text) || /^(?:~|\.{1,2}[/\\]|[A-Za-z]:[/\\])/.test(text) || text.split(/[/\\]/).includes("..");

/** Resolves every link of the part that exists; what is yet to be made is added as it stands. */
async function realOf(path: string): Promise<string> {
  const whole = resolve(path);
  try {
    return await realpath(whole);
  } catch {
    const above = dirname(whole);
    return above === whole ? whole : join(await realOf(above), basename(whole));
  }
}

const outside = (field: string, path: string, why: string) =>
  new ConsoleError("outside-roots", `${path.slice(0, 200)} ${why}.`, {
    hint: "Choose a folder below one of the roots, or add its root to the settings or to MODELDECK_ROOTS.",
    issues: [{ path: field, message: `It ${why}.` }],
  });
