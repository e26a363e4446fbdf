import type { GpuPart, GpuReading } from "#cli-bridge/protocol/system-answer.ts";
import type { GpuHolder } from "./gpu-holders.ts";

/** A server of models on this machine and what it says is in its memory. */
export type GpuUser = {
  id: string;
  name: string;
  loaded: readonly { model: string; bytes?: number | undefined; gpuBytes?: number | undefined }[];
};

type Use = {
  gpus: readonly GpuReading[];
  holders: readonly GpuHolder[];
  owners: ReadonlyMap<number, string>;
  users: readonly GpuUser[];
};

/** Which server and which models hold how much of each GPU. What nobody here holds is left for "other". */
export function gpuPartsOf({ gpus, holders, owners, users }: Use): Map<string, GpuPart[]> {
  const parts = new Map(gpus.map(({ id }) => [id, [] as GpuPart[]]));
  for (const user of users) {
    const own = holders.filter(({ pid }) => owners.get(pid) === user.id);
    if (own.some(({ bytes }) => bytes !== undefined)) seenParts(user, own, parts);
    else supposedParts(user, gpus, parts);
  }
  return parts;
}

/** By what the driver says of each process. */
function seenParts(user: GpuUser, own: readonly GpuHolder[], parts: Map<string, GpuPart[]>): void {
  const models = modelsByProcess(user, own);
  for (const [gpu, list] of parts) {
    const here = new Map<string, GpuPart>();
    for (const { pid, bytes = 0 } of own.filter((holder) => holder.gpu === gpu)) {
      const names = models.get(pid) ?? user.loaded.map(({ model }) => model);
      const key = names.join("\n");
      const part = here.get(key) ?? { backend: user.id, name: user.name, models: names, bytes: 0 };
      here.set(key, { ...part, bytes: part.bytes + bytes });
    }
    list.push(...here.values());
  }
}

/** Servers that give each model a process of its own do so by size, which is what both sides tell. */
function modelsByProcess({ loaded }: GpuUser, own: readonly GpuHolder[]): Map<number, string[]> {
  const sizes = new Map<number, number>();
  for (const { pid, bytes = 0 } of own) sizes.set(pid, (sizes.get(pid) ?? 0) + bytes);
  if (loaded.length < 2 || sizes.size !== loaded.length) return new Map();
  const processes = [...sizes].toSorted(([, one], [, other]) => other - one);
  const models = loaded.toSorted((one, other) => sizeOf(other) - sizeOf(one));
  return new Map(processes.map(([pid], at) => [pid, [models[at]?.model ?? ""]]));
}

const sizeOf = ({ bytes = 0, gpuBytes = bytes }: GpuUser["loaded"][number]) => gpuBytes;

/** By what the server says itself, laid over the GPUs where there is something that nobody is known to hold. */
function supposedParts(user: GpuUser, gpus: readonly GpuReading[], parts: Map<string, GpuPart[]>): void {
  const roomOf = ({ id, usedBytes = 0 }: GpuReading) =>
    Math.max(0, usedBytes - (parts.get(id) ?? []).reduce((sum, { bytes }) => sum + bytes, 0));
  for (const { model, gpuBytes = 0 } of user.loaded) {
    const rooms = gpus.map((gpu) => ({ id: gpu.id, room: roomOf(gpu) }));
    const together = rooms.reduce((sum, { room }) => sum + room, 0);
    if (gpuBytes === 0 || together === 0) continue;
    for (const { id, room } of rooms.filter((each) => each.room > 0)) {
      const bytes = Math.min(room, (gpuBytes * room) / together);
      parts.get(id)?.push({ backend: user.id, name: user.name, models: [model], bytes, isEstimate: true });
    }
  }
}
