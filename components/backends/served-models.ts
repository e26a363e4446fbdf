import type { BackendModel } from "#cli-bridge/protocol/backend-answer.ts";

export type ModelOrder = "name" | "size" | "changed";
export type ModelFilter = {
  query: string;
  capability: string | undefined;
  isLoadedOnly: boolean;
  order: ModelOrder;
};

export const everything: ModelFilter = {
  query: "",
  capability: undefined,
  isLoadedOnly: false,
  order: "name",
};

export function isServed(model: BackendModel, { query, capability, isLoadedOnly }: ModelFilter): boolean {
  const { id, name, family, quantization, parameterSize, format, capabilities = [], remote } = model;
  if (isLoadedOnly && !model.isLoaded) return false;
  if (capability !== undefined && !capabilities.includes(capability)) return false;
  const words = [id, name, family, quantization, parameterSize, format, remote?.host, ...capabilities]
    .filter((word) => word !== undefined)
    .join(" ")
    .toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

const orders: Record<ModelOrder, (one: BackendModel, other: BackendModel) => number> = {
  name: (one, other) => one.id.localeCompare(other.id),
  size: (one, other) => (other.bytes ?? 0) - (one.bytes ?? 0),
  changed: (one, other) => (other.modifiedAt ?? "").localeCompare(one.modifiedAt ?? ""),
};

/** What fits the filter, in its order; starred ones first. */
export const servedModels = (
  models: readonly BackendModel[],
  filter: ModelFilter,
  starred: ReadonlySet<string>,
): BackendModel[] =>
  models
    .filter((model) => isServed(model, filter))
    .toSorted(
      (one, other) =>
        Number(starred.has(other.id)) - Number(starred.has(one.id)) || orders[filter.order](one, other),
    );

/** What any of them can do, with how many can: what many can comes first. */
export function abilitiesIn(models: readonly BackendModel[]): [ability: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { capabilities = [] } of models)
    for (const ability of new Set(capabilities)) counts.set(ability, (counts.get(ability) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one);
}
