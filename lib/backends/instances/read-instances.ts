import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { Secret, toMaskedToken } from "#lib/state/secret.ts";
import type { Instance } from "../instance.ts";
import { type BackendsFile, readBackendsFile, savedBackend } from "./backends-file.ts";
import { readEnvironment, toInstance, withEnvironmentToken } from "./environment.ts";
import { guardAddress } from "./guard-address.ts";

type Wanted = {
  home: string;
  env?: Readonly<Record<string, string | undefined>>;
  /** Hears what is left out, and why. */
  onProblem?: (message: string) => void;
};

/** The servers that were saved and those that the environment names. What is wrong with one never hides another. */
export async function readInstances({
  home,
  env = process.env,
  onProblem = () => undefined,
}: Wanted): Promise<Instance[]> {
  const file = await readBackendsFile(home).catch((error: unknown): BackendsFile => {
    if (!(error instanceof ConsoleError)) throw error;
    onProblem(error.message);
    return { backends: [] };
  });
  const saved = file.backends.flatMap((entry, at) => {
    const instance = toSavedInstance(entry);
    if (instance === undefined) onProblem(`Server ${at + 1} in backends.json is not written as one.`);
    return instance ?? [];
  });
  const byId = new Map<string, Instance>();
  for (const instance of [...saved, ...readEnvironment(env, onProblem)]) {
    const known = byId.get(instance.id);
    if (known === undefined) byId.set(instance.id, instance);
    // The environment names the same server, and so its token is meant for it.
    else byId.set(instance.id, { ...known, token: known.token ?? instance.token });
  }
  return [...byId.values()].map((instance) => withEnvironmentToken(instance, env));
}

/** One entry of the file, where it is one. */
export function toSavedInstance(entry: unknown): Instance | undefined {
  const { data } = savedBackend.safeParse(entry);
  if (data === undefined) return undefined;
  try {
    const token = data.token === undefined ? undefined : new Secret(data.token, toMaskedToken(data.token));
    const { kind, name, tags = [] } = data;
    return toInstance({ kind, name, tags, token, url: guardAddress(data.url), from: "saved" });
  } catch (error) {
    if (error instanceof ConsoleError) return undefined;
    throw error;
  }
}
