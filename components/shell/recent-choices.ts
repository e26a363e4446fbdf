import { readStored, writeStored } from "./browser-memory.ts";

export const recentStore = "modeldeck.palette.recent";
const keptMax = 6;

export function keepChoice(id: string): void {
  const others = readStored(recentStore).filter((kept) => kept !== id);
  writeStored(recentStore, [id, ...others].slice(0, keptMax));
}
