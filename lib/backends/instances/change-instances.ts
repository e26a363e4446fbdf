import type { BackendRequest } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { withRegistryLock } from "#lib/registry/registry-lock.ts";
import { replaceFile } from "#lib/registry/replace-file.ts";
import type { Instance } from "../instance.ts";
import {
  type BackendsFile,
  backendsFileOf,
  readBackendsFile,
  type SavedBackend,
  savedBackend,
} from "./backends-file.ts";
import { guardAddress } from "./guard-address.ts";
import { addressMark } from "./instance-id.ts";
import { toSavedInstance } from "./read-instances.ts";

const backendsMax = 200;

type Place = { home: string };
export type InstanceChange = { [Key in keyof BackendRequest]?: BackendRequest[Key] | undefined };

export function addInstance({ home }: Place, wanted: BackendRequest): Promise<Instance> {
  return change(home, "backend-add", (entries) => {
    if (entries.length >= backendsMax) {
      throw new ConsoleError("too-many", `${backendsMax} servers are saved, and no more can be.`, {
        hint: "Remove one that is no longer there.",
      });
    }
    const { entry, instance } = toEntry(wanted);
    guardNew(entries, instance);
    return { entries: [...entries, entry], instance };
  });
}

/** Another address is another server: it has another id, and gets the token only if that is given anew. */
export function changeInstance({ home }: Place, id: string, wanted: InstanceChange): Promise<Instance> {
  return change(home, "backend-change", (entries) => {
    const { at, before, instance: old } = findSaved(entries, id);
    const { url: said, token, ...rest } = wanted;
    const url = said === undefined ? old.url : guardAddress(said);
    const kept = url.origin === old.url.origin ? before.token : undefined;
    const told = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const { entry, instance } = toEntry({
      ...before,
      ...told,
      url: url.href,
      token: token === undefined ? kept : token,
    });
    if (instance.id !== id) guardNew(entries.toSpliced(at, 1), instance);
    return { entries: entries.with(at, entry), instance };
  });
}

export function removeInstance({ home }: Place, id: string): Promise<Instance> {
  return change(home, "backend-remove", (entries) => {
    const { at, instance } = findSaved(entries, id);
    return { entries: entries.toSpliced(at, 1), instance };
  });
}

type Changed = { entries: unknown[]; instance: Instance };

async function change(
  home: string,
  command: string,
  act: (entries: unknown[]) => Changed,
): Promise<Instance> {
  return withRegistryLock(home, { command }, async () => {
    const file: BackendsFile = await readBackendsFile(home);
    const { entries, instance } = act(file.backends);
    // Tokens stand in it, so nobody else may read it.
    await replaceFile(
      backendsFileOf(home),
      `${JSON.stringify({ ...file, backends: entries }, undefined, 2)}\n`,
    );
    return instance;
  });
}

function toEntry({ token, ...said }: Record<string, unknown> & { url: string }) {
  const url = guardAddress(said.url).href.replace(/\/$/, "");
  const entry: SavedBackend = savedBackend.parse({ ...said, url, ...(token ? { token } : {}) });
  const instance = toSavedInstance(entry);
  if (instance === undefined) throw new Error(`${url} was judged in two ways`);
  return { entry, instance };
}

function guardNew(entries: readonly unknown[], wanted: Instance): void {
  const mark = addressMark(wanted);
  const known = entries.map(toSavedInstance).find((each) => each && addressMark(each) === mark);
  if (known === undefined) return;
  throw new ConsoleError("conflict", `${wanted.url.origin} is saved already, as ${known.name}.`, {
    hint: "Change that one, or remove it first.",
  });
}

function findSaved(entries: readonly unknown[], id: string) {
  for (const [at, entry] of entries.entries()) {
    const instance = toSavedInstance(entry);
    if (instance?.id === id) return { at, instance, before: savedBackend.parse(entry) };
  }
  throw new ConsoleError("not-found", `No server is saved as ${id}.`, {
    hint: "Only those that were added here can be changed or removed; see `modeldeck backends`.",
  });
}
