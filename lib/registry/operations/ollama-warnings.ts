import { toByteWords, toCountWords } from "#lib/format.ts";
import type { StoredModel, StoreReading } from "#lib/stores/ollama/stored-model.ts";

/** What a plan has to say of a store besides its models. `nameOf` says under which name a model is registered already. */
export function ollamaWarningsOf(
  { models, issues, partials, unlooked }: StoreReading,
  nameOf: (id: string) => string | undefined,
): string[] {
  const unfinished = partials?.count ?? 0;
  return [
    ...issues.map(({ id, message }) => `${id} cannot be read: ${message}`),
    ...models.flatMap(({ id, problems = [] }) =>
      problems.length > 0
        ? [`${id} is left out${kept(nameOf(id))}: ${problems[0]}${more(problems.length)}.`]
        : [],
    ),
    ...(unlooked
      ? [`Nobody looked into the weights of ${toCountWords(unlooked.count, "model")}: ${unlooked.why}.`]
      : []),
    ...caseTwins(models),
    ...(unfinished > 0
      ? [
          `${toCountWords(unfinished, "download")} of Ollama ${unfinished === 1 ? "has" : "have"} not ended (${toByteWords(partials?.bytes ?? 0)}).`,
        ]
      : []),
  ];
}

const kept = (name: string | undefined) => (name === undefined ? "" : `, and ${name} stays as it is`);
const more = (count: number) => (count > 1 ? `, and ${count - 1} more` : "");

/** On a disk that does not tell case apart, only one of them can be pulled again. */
function caseTwins(models: readonly StoredModel[]): string[] {
  const groups = Map.groupBy(models, ({ id }) => id.toLowerCase());
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => `${group.map(({ id }) => id).join(" and ")} differ only in case.`);
}
