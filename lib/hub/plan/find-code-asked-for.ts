import type { Hub, RemoteFile } from "../hub.ts";

type Place = { repo: string; commit: string; files: readonly RemoteFile[] };

const mayAsk = /(?:^|\/)\w*config\.json$/i;
const bytesMax = 4 * 1024 * 1024;
const filesMax = 12;

/** Only what loads such weights looks into configurations for code to run. */
export const isLoadedByConfig = (files: readonly Pick<RemoteFile, "path">[]): boolean =>
  files.some(({ path }) => /\.(?:safetensors|bin|pth?)$/i.test(path));

/** The configurations that have the loader run code (`auto_map`), perhaps of quite another repository. */
export async function findCodeAskedFor(
  hub: Pick<Hub, "text">,
  { repo, commit, files }: Place,
  signal?: AbortSignal,
): Promise<string[]> {
  const depth = ({ path }: RemoteFile) => path.split("/").length;
  const configs = files.filter(({ path }) => mayAsk.test(path)).toSorted((a, b) => depth(a) - depth(b));
  const answers = await Promise.all(
    configs.map(async ({ path, bytes }, index) => {
      if (index >= filesMax || bytes > bytesMax) return `${path} was not looked into for code`;
      const text = await hub.text(repo, commit, path, bytesMax, signal);
      const asks = text === undefined ? false : asksForCode(text);
      if (asks === undefined) return `${path} is no JSON that could be looked into for code`;
      return asks ? `${path} asks the loader to run code (auto_map)` : [];
    }),
  );
  return answers.flat();
}

/** JSON may write a key in many ways, so it is read as a loader reads it; undefined for what cannot be read. */
function asksForCode(text: string): boolean | undefined {
  let asks = false;
  try {
    JSON.parse(text, (key, value) => {
      if (key === "auto_map") asks = true;
      return value;
    });
    return asks;
  } catch {
    return undefined;
  }
}
