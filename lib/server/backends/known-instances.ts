import type { Instance } from "#lib/backends/instance.ts";
import { toInstance } from "#lib/backends/instances/environment.ts";
import { addressMark } from "#lib/backends/instances/instance-id.ts";
import type { ManagedServer } from "#lib/backends/managed/managed-servers.ts";
import type { Standing } from "./standing.ts";

/** Told twice, the first of these holds. */
const order: readonly Instance["from"][] = ["saved", "environment", "started", "found"];

/** The servers to watch, each once however many told of it. */
export function mergeInstances(told: readonly Instance[], started: readonly StartedServer[]): Instance[] {
  const known = new Map<string, Instance>();
  const all = [...told, ...started.flatMap(toStarted)];
  for (const instance of all.sort((one, other) => order.indexOf(one.from) - order.indexOf(other.from))) {
    const mark = addressMark(instance);
    const first = known.get(mark);
    // A key that it was started with is good under every name that it has.
    known.set(mark, first ? { ...first, token: first.token ?? instance.token } : instance);
  }
  return [...known.values()];
}

export type StartedServer = ManagedServer & Pick<Instance, "token">;

function toStarted({ kind, url, token }: StartedServer): Instance[] {
  const at = URL.parse(url);
  return at ? [toInstance({ kind, url: at, token, from: "started" })] : [];
}

/** Who of the console's own servers it is, if it is one. */
export const ownerOf = (instance: Instance, started: readonly StartedServer[]): StartedServer | undefined =>
  started.find((one) => toStarted(one).some((its) => addressMark(its) === addressMark(instance)));

export function strangersAmong(
  found: readonly Instance[],
  known: Iterable<{ instance: Instance }>,
): Instance[] {
  const marks = new Set(Array.from(known, ({ instance }) => addressMark(instance)));
  return found.filter((instance) => !marks.has(addressMark(instance)));
}

/** Whether all is as it was that a watch depends on; a name and tags may change under it. */
export const isSameWay = (one: Instance, other: Instance): boolean =>
  one.id === other.id && one.url.href === other.url.href && one.token?.reveal() === other.token?.reveal();

const foundKeptMs = 10 * 60_000;

/** What was only found, and has been away for long, is not kept in mind for ever. */
export const isLongGone = (
  { from }: Instance,
  { state, since }: Pick<Standing, "state" | "since">,
  at: number,
): boolean => from === "found" && state === "offline" && since !== undefined && at - since >= foundKeptMs;
