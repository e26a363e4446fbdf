import { fileKindOf } from "#lib/weights/file-kind.ts";

type Listed = { path: string };

const namedMax = 8;

/** Programs by themselves, and what runs its own when a library of another kind loads it. */
const program =
  /\.(?:llamafile|exe|dll|so|dylib|pyd|pyc|pyw|pyz|whl|jar|sh|bash|command|bat|cmd|ps1|com|scr|msi|lnk|desktop|scpt|deb|rpm|appimage|node|[cm]?js|lua|rb|pl|php|vbs)$/i;
const carrier =
  /\.(?:joblib|dill|keras|nemo|mar|t7|torchscript|ptl|rds|rdata|npy|npz|h5|hdf5|pb|ipynb|zip|7z|rar|tar|tgz|tar\.(?:gz|bz2|xz|zst))$/i;
/** Packed, or in numbered parts, a pickle stays what it is. */
const pickle =
  /\.(?:bin|pt|pth|ckpt|pkl|pickle|pdparams|pdopt|distcp)(?:[._-](?:\d+|part\w*|tar|gz|bz2|xz|zst|zip))*$/i;

/** A file is told once, as the first of these that it is; the gravest come first. */
const kinds: readonly [says: string, isSuch: (path: string) => boolean][] = [
  ["is a pickle, which is a program", (path) => pickle.test(path)],
  ["is code of the model's own", (path) => fileKindOf(path) === "code"],
  ["is a program", (path) => program.test(path)],
  ["is of a format that can hold a program", (path) => carrier.test(path)],
];

/** What of a download can run code on the machine that loads it, each in a few words, and none left out. */
export function codeCarriedBy(
  files: readonly Listed[],
  /** What its configurations ask for. */
  askedFor: readonly string[],
): string[] {
  const told = files
    .map(({ path }) => ({ path, kind: kinds.findIndex(([, isSuch]) => isSuch(path)) }))
    .toSorted((one, other) => one.kind - other.kind)
    .flatMap(({ path, kind }) => (kind === -1 ? [] : `${path} ${kinds[kind]?.[0]}`));
  return [...askedFor, ...told];
}

/** As many of them as a person reads in one go, and what to say with the command to be told all. */
export function codeInFew(code: readonly string[], toHearAll: string): string[] {
  const more = code.length - namedMax;
  return [...code.slice(0, namedMax), ...(more > 0 ? [`and ${more} more, all named with ${toHearAll}`] : [])];
}
