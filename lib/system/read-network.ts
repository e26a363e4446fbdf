import { access, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { MachineReading } from "#cli-bridge/protocol/system-answer.ts";

type Counted = { atMs: number; received: number; sent: number };

/** What came and went a second since the look before, where the kernel counts it in a file. */
export function makeNetworkReader(root = "/"): () => Promise<MachineReading["network"]> {
  let before: Counted | undefined;
  return async () => {
    const now = await countAll(root);
    const past = before;
    before = now;
    if (past === undefined || now === undefined) return undefined;
    const seconds = (now.atMs - past.atMs) / 1000;
    const rateOf = (one: number, other: number) => (seconds > 0 ? Math.max(0, (other - one) / seconds) : 0);
    return {
      inPerSecond: rateOf(past.received, now.received),
      outPerSecond: rateOf(past.sent, now.sent),
    };
  };
}

async function countAll(root: string): Promise<Counted | undefined> {
  const text = await readFile(join(root, "proc/net/dev"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const rows = [...text.matchAll(/^\s*([^:\s]+):\s*(.+)$/gm)].map(([, name = "", columns = ""]) => {
    const counts = columns.trim().split(/\s+/).map(Number);
    return { name, received: counts[0] ?? 0, sent: counts[8] ?? 0 };
  });
  const outward = await cardsIn(root);
  // What goes through a bridge or a tunnel goes through a card too; a container has no card that it could see.
  const cards = rows.filter(({ name }) => outward.has(name));
  const counted = cards.length > 0 ? cards : rows.filter(({ name }) => name !== "lo");
  return {
    atMs: performance.now(),
    received: counted.reduce((sum, { received }) => sum + received, 0),
    sent: counted.reduce((sum, { sent }) => sum + sent, 0),
  };
}

async function cardsIn(root: string): Promise<Set<string>> {
  const base = join(root, "sys/class/net");
  const names = await readdir(base).catch(() => []);
  const isCard = (name: string) =>
    access(join(base, name, "device")).then(
      () => true,
      () => false,
    );
  const cards = await Promise.all(names.map(async (name) => ((await isCard(name)) ? [name] : [])));
  return new Set(cards.flat());
}
