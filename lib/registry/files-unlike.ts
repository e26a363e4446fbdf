import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { lengthOf } from "./file-bytes.ts";
import { filesToSave, isAt, type Saving } from "./files-to-save.ts";

/**
 * The files that a save will leave otherwise than they are, found by the way that the save itself takes: what no entry
 * tells of, a plan names by its files.
 */
export async function filesUnlike(dir: string, saving: Saving): Promise<Plan["files"]> {
  const { files } = await filesToSave(dir, saving);
  const written = await Promise.all(
    files.map(async ({ name, bytes }) => {
      const path = join(dir, name);
      return (await isAt(path, bytes)) ? [] : [{ path, deed: "write" as const, bytes: lengthOf(bytes) }];
    }),
  );
  const away = await Promise.all(
    saving.trail.absent.map((name) =>
      stat(join(dir, name)).then(
        ({ size }) => [{ path: join(dir, name), deed: "delete" as const, bytes: size, why: "was not there" }],
        () => [],
      ),
    ),
  );
  return [...written, ...away].flat();
}
