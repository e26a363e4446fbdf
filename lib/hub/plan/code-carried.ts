import { fileKindOf } from "#lib/weights/file-kind.ts";

type Listed = { path: string };

const namedMax = 8;

/** Programs by themselves, and what runs its own when a library of another kind loads it. */
const program =
  /\.(?:llamafile|exe|dll|so|dylib|pyd|pyc|pyz|whl|jar|sh|bash|bat|cmd|ps1|com|scr|msi|deb|rpm|appimage)$/i;
const carrier = /\.(?:joblib|dill|keras|nemo|mar|t7)$/i;

/** What of a download can run code on the machine that loads it, each in a few words. */
export function codeCarriedBy(
  files: readonly Listed[],
  /** What its configurations ask for. */
  askedFor: readonly string[],
): string[] {
  const of = (kind: "pickle" | "code") => files.filter(({ path }) => fileKindOf(path) === kind);
  const told = [
    ...of("pickle").map(({ path }) => `${path} is a pickle, which is a program`),
    ...of("code").map(({ path }) => `${path} is code of the model's own`),
    ...files.flatMap(({ path }) => (program.test(path) ? `${path} is a program` : [])),
    ...files.flatMap(({ path }) =>
      carrier.test(path) ? `${path} is of a format that can hold a program` : [],
    ),
  ];
  const more = told.length - namedMax;
  return [...told.slice(0, namedMax), ...(more > 0 ? [`and ${more} more such files`] : []), ...askedFor];
}
