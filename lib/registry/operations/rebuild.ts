import type { Findings, Operation } from "./maintain.ts";

/** Several operations as one. Each looks at the registry as it was. */
export function together(operations: readonly Operation[]): Operation {
  return async (registry): Promise<Findings> => {
    const all: Findings[] = [];
    for (const operation of operations) all.push(await operation(registry));
    return {
      findings: all.flatMap(({ findings }) => findings),
      state: JSON.stringify(all.map(({ state }) => state ?? "")),
      warnings: all.flatMap(({ warnings = [] }) => warnings),
      spared: all.flatMap(({ spared = [] }) => spared),
    };
  };
}
