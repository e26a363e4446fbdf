import { createHash } from "node:crypto";
import { basename } from "node:path";
import { z } from "zod";
import { temporarySuffix } from "./registry-files.ts";

/** A plain file name: a record that somebody else wrote must not reach out of the folder. */
const fileName = z
  .string()
  .refine((name) => name !== "" && name === basename(name) && !name.startsWith(".."));

const commitRecord = z.strictObject({
  format: z.literal(1),
  files: z.array(
    z.strictObject({
      name: fileName,
      temporary: fileName.refine((name) => name.endsWith(temporarySuffix)),
      bytes: z.number().int().nonnegative(),
      sha256: z.string(),
      /** Where it was to go, if the file is a link. It is looked at there, and nothing is put there for this word. */
      target: z.string().optional(),
    }),
  ),
  /** Files that belong to the new state by not being there. */
  gone: z.array(fileName).default([]),
});

/** Says which written files belong together. Once it stands, the new state is the registry. */
export type CommitRecord = z.infer<typeof commitRecord>;

/** A record that is not whole was never committed. */
export function parseCommitRecord(bytes: Buffer): CommitRecord | undefined {
  try {
    return commitRecord.safeParse(JSON.parse(bytes.toString("utf8"))).data;
  } catch {
    return undefined;
  }
}

export function sha256Of(bytes: Buffer | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}
