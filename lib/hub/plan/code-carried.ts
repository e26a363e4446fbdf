import { fileKindOf } from "#lib/weights/file-kind.ts";

type Listed = { path: string };

const namedMax = 8;

/** What of a download can run code on the machine that loads it, each in a few words. */
export function codeCarriedBy(
  files: readonly Listed[],
  config: Record<string, unknown> | undefined,
): string[] {
  const of = (kind: "pickle" | "code") => files.filter(({ path }) => fileKindOf(path) === kind);
  const told = [
    ...of("pickle").map(({ path }) => `${path} is a pickle, which is a program`),
    ...of("code").map(({ path }) => `${path} is code of the model's own`),
  ];
  // Only what loads these weights looks there.
  const readsConfig = files.some(({ path }) => /\.(?:safetensors|bin|pth?)$/i.test(path));
  const more = told.length - namedMax;
  return [
    ...told.slice(0, namedMax),
    ...(more > 0 ? [`and ${more} more such files`] : []),
    ...(readsConfig && config && "auto_map" in config
      ? ["config.json asks the loader to run code (auto_map)"]
      : []),
  ];
}
