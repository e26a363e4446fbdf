import type { BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Instance } from "../instance.ts";
import { toInstance, withEnvironmentToken } from "./environment.ts";
import { guardAddress } from "./guard-address.ts";
import { instanceMeant } from "./instance-meant.ts";
import { readInstances } from "./read-instances.ts";

type Places = { home: string; env?: Readonly<Record<string, string | undefined>> };
type Wanted = {
  said: string | undefined;
  kinds?: readonly BackendKind[] | undefined;
  /** Finds out what answers at an address that nobody has told the kind of. */
  kindAt: (url: URL) => Promise<BackendKind>;
};

/** Where these servers are when nobody has said otherwise. */
const usualAddresses: Partial<Record<BackendKind, string>> = {
  ollama: "http://127.0.0.1:11434",
  lmstudio: "http://127.0.0.1:1234",
};

/** The server that is meant: one that is known, one at an address, or the usual one of its kind on this machine. */
export async function findInstance(
  { home, env = process.env }: Places,
  { said, kinds, kindAt }: Wanted,
): Promise<Instance> {
  const known = await readInstances({ home, env });
  const meant = instanceMeant(said, known, { kinds });
  if (meant) return meant;
  const [kind, another] = kinds ?? [];
  const usual = kind && usualAddresses[kind];
  if (said === undefined && kind && usual !== undefined && another === undefined)
    return withEnvironmentToken(toInstance({ kind, url: new URL(usual), from: "found" }), env);
  if (said !== undefined && /^[a-z]+:\/\/|:\d+$/i.test(said)) {
    const url = guardAddress(said);
    const found = kind && another === undefined ? kind : await kindAt(url);
    return withEnvironmentToken(toInstance({ kind: found, url, from: "found" }), env);
  }
  const names = known.map(({ name }) => name).join(", ");
  throw new ConsoleError(
    "not-found",
    said === undefined ? "No backend is known." : `No backend is called ${said}.`,
    {
      hint:
        names === ""
          ? "Name its address, as in --backend=http://127.0.0.1:11434, or keep it: modeldeck backend-add"
          : `There are: ${names}. An address will do as well.`,
    },
  );
}
