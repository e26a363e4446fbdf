import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import type { Recipe } from "./recipe.ts";

/** Where a server's program is: where a variable says, on the PATH, or where it is usually put; else nowhere. */
export async function findProgram(
  { program, programVariable, usualPlaces = [] }: Recipe,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const said = env[programVariable];
  if (said) return said;
  const folders = (env.PATH ?? "").split(delimiter).filter(isAbsolute);
  const places = [
    ...folders.map((folder) => join(folder, program)),
    ...usualPlaces.map((place) => join(env.HOME ?? "/", place)),
  ];
  for (const place of places) if (await canRun(place)) return place;
  return undefined;
}

const canRun = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
