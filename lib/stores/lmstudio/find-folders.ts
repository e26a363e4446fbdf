import { readFile, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { z } from "zod";

const settingsShape = z.object({ downloadsFolder: z.string().optional().catch(undefined) });
const bytesMax = 1024 * 1024;

/** Where LM Studio keeps its models, the places that are looked at, and those of them that are there. */
export async function findLmStudioFolders(
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ looked: string[]; found: string[] }> {
  const userHome = env.HOME || homedir();
  const older = join(userHome, ".cache", "lm-studio");
  const homes = [await pointedHome(userHome), join(userHome, ".lmstudio"), older];
  const looked: string[] = [];
  for (const home of homes) {
    if (home === undefined) continue;
    looked.push((await movedFolder(home)) ?? join(home, "models"));
  }
  const real = await Promise.all(looked.map(realFolder));
  return {
    looked: [...new Set(looked)],
    found: [...new Set(real.filter((each) => each !== undefined))],
  };
}

/** A file in the user's home names LM Studio's own, where that was moved. */
async function pointedHome(userHome: string): Promise<string | undefined> {
  const text = (await readSmall(join(userHome, ".lmstudio-home-pointer")))?.trim();
  return text !== undefined && isAbsolute(text) ? text : undefined;
}

/** The models may lie elsewhere than the rest. */
async function movedFolder(home: string): Promise<string | undefined> {
  const text = await readSmall(join(home, "settings.json"));
  const folder = text === undefined ? undefined : settingsIn(text)?.downloadsFolder;
  return folder !== undefined && isAbsolute(folder) ? folder : undefined;
}

function settingsIn(text: string) {
  try {
    return settingsShape.safeParse(JSON.parse(text.replace(/^\uFEFF/, ""))).data;
  } catch {
    return undefined;
  }
}

async function readSmall(path: string): Promise<string | undefined> {
  const isSmall = await stat(path).then(
    (found) => found.isFile() && found.size <= bytesMax,
    () => false,
  );
  return isSmall ? readFile(path, "utf8").catch(() => undefined) : undefined;
}

const realFolder = async (path: string): Promise<string | undefined> => {
  const real = await realpath(path).catch(() => undefined);
  const found = real === undefined ? undefined : await stat(real).catch(() => undefined);
  return found?.isDirectory() ? real : undefined;
};
