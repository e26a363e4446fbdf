import type { BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Instance } from "../instance.ts";

type Meaning = {
  /** The kinds that will do; any where it is left out. */
  kinds?: readonly BackendKind[] | undefined;
};

/** The server that somebody names by its id, its name or its address; the only one that will do, where none is named. */
export function instanceMeant(
  said: string | undefined,
  instances: readonly Instance[],
  { kinds }: Meaning = {},
): Instance | undefined {
  const fitting = instances.filter(({ kind }) => kinds?.includes(kind) ?? true);
  if (said === undefined) {
    if (fitting.length > 1) throw notOne("Several backends could be meant", fitting);
    return fitting[0];
  }
  const named = instances.filter((instance) => isNamed(instance, said));
  const [meant, another] = named.length > 1 ? named.filter((each) => fitting.includes(each)) : named;
  if (another) throw notOne(`Several backends are called ${said}`, named);
  if (!meant) return undefined;
  if (fitting.includes(meant)) return meant;
  throw new ConsoleError("bad-input", `${meant.name} is no server of this kind.`, {
    hint: fitting.length > 0 ? `Name one of: ${namesOf(fitting)}.` : "Add one with: modeldeck backend-add",
  });
}

/** By its id, its name or its address. */
export function isNamed({ id, name, url }: Instance, said: string): boolean {
  const bare = (address: string) => address.replace(/\/+$/, "");
  return id === said || name.toLowerCase() === said.toLowerCase() || bare(url.href) === bare(said);
}

const namesOf = (instances: readonly Instance[]) => instances.map(({ name }) => name).join(", ");

const notOne = (message: string, instances: readonly Instance[]) =>
  new ConsoleError("bad-input", `${message}: ${namesOf(instances)}.`, {
    hint: `Say which with --backend, by id where names are alike: ${instances.map(({ id }) => id).join(", ")}.`,
  });
