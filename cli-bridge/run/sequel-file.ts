import { readFile } from "node:fs/promises";
import { z } from "zod";

/** `sequel.json`: what became of a run that could have gone on. Whoever writes it first decides. */
const sequelFile = z.union([
  z.strictObject({ resumedBy: z.string() }),
  z.strictObject({ setAside: z.literal(true) }),
]);

export type Sequel = z.infer<typeof sequelFile>;

export async function readSequel(path: string): Promise<Sequel | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : sequelFile.parse(JSON.parse(text));
}
