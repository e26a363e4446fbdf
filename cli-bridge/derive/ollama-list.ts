const nameMax = 512;
const namesMax = 10_000;

const isName = (name: unknown): name is string =>
  typeof name === "string" && name !== "" && name.length <= nameMax;

/** The names in a list that `ollama-list --json` printed, or one name to a line. What runs elsewhere is left out. */
export function namesInOllamaList(text: string): string[] | undefined {
  const bare = text.replace(/^\uFEFF/, "");
  const names = bare.trimStart().startsWith("{") ? namesInJson(bare) : namesInLines(bare);
  return names && names.length <= namesMax && names.every(isName) ? names : undefined;
}

type Listed = { models?: ({ name?: string; remote?: unknown } | null)[] };

function namesInJson(text: string): string[] | undefined {
  try {
    const { models } = JSON.parse(text) as Listed;
    return models?.filter((model) => !model?.remote).map((model) => model?.name ?? "");
  } catch {
    return undefined;
  }
}

function namesInLines(text: string): string[] | undefined {
  const names = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  return names.some((name) => /\s/.test(name)) ? undefined : names;
}

type ListedModel = { id: string; digest?: string | undefined; bytes?: number | undefined };

/** The list itself, as `ollama-list` prints it and `ollama-pull` takes it. */
export const toOllamaList = (
  server: string,
  models: readonly (ListedModel & { remote?: unknown })[],
): object => ({
  modeldeck: "ollama-models",
  server,
  models: models.map(({ id, digest, bytes, remote }) => ({ name: id, digest, bytes, remote })),
});
