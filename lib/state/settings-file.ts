import { z } from "zod";

const words = z.string().min(1).max(4096);

/** How the program is spoken to: as its name tells, unless it is said. */
export const dialectWords = ["as named", "modeldeck", "imageworks"] as const;

/** What may stand in settings.json. Keys of a later version are left alone. */
export const settingsFile = z.looseObject({
  registryDir: words.optional(),
  roots: z.array(words).max(100).optional(),
  program: words.optional(),
  dialect: z.enum(dialectWords).optional(),
  hubEndpoint: z.url().optional(),
  profilesFile: words.optional(),
  /** How many backups are kept of those that changes make; 0 keeps all. */
  keepBackups: z.number().int().min(0).max(10_000).optional(),
});

export type SettingsFile = z.infer<typeof settingsFile>;

export type SettingsReading = { values: SettingsFile; problems: string[] };

/** Reads the text of settings.json. A key that is wrong is reported and left out; the others hold. */
export function readSettingsText(text: string): SettingsReading {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { values: {}, problems: [`It is not JSON: ${error instanceof Error ? error.message : error}`] };
  }
  const whole = settingsFile.safeParse(json);
  if (whole.success) return { values: whole.data, problems: [] };
  const wrong = new Set(whole.error.issues.map(({ path }) => String(path[0] ?? "")));
  const problems = whole.error.issues.map(({ path, message }) => `${path.join(".") || "It"}: ${message}`);
  if (typeof json !== "object" || json === null || Array.isArray(json)) return { values: {}, problems };
  const right = Object.fromEntries(Object.entries(json).filter(([key]) => !wrong.has(key)));
  return { values: settingsFile.parse(right), problems };
}
