import { loadRegistry, type Registry } from "#lib/registry/load-registry.ts";
import { styled } from "./print.ts";
import type { Session } from "./session.ts";

/** The registry in force. What is wrong with its files is said beside the output. */
export async function readRegistry({ settings, print }: Session): Promise<Registry> {
  const { registryDir } = await settings();
  const registry = await loadRegistry(registryDir.value);
  for (const { file, name, message, hint } of registry.problems) {
    const where = [file, name].flatMap((each) => (each && !message.includes(each) ? `${each}: ` : []));
    print.note(styled("yellow", "warning: "), `${where.join("")}${message}`);
    print.note(`hint: ${print.toType(hint)}`);
  }
  return registry;
}

/** A reading of a registry that could not be read whole is not a success. */
export const exitCodeOf = ({ readOnly, problems }: Registry): number =>
  readOnly !== undefined && problems.length > 0 ? 1 : 0;
