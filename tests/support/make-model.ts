import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Writes a folder of files; an object becomes JSON. */
export async function makeFolder(
  root: string,
  files: Readonly<Record<string, string | Buffer | object>>,
): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    const whole = join(root, path);
    await mkdir(dirname(whole), { recursive: true });
    const isPlain = typeof content === "string" || Buffer.isBuffer(content);
    await writeFile(whole, isPlain ? content : JSON.stringify(content));
  }
  return root;
}
