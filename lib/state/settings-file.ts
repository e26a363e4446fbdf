import { z } from "zod";

const words = z.string().min(1).max(4096);

/** How the program is spoken to: as its name tells, unless it is said. */
export const dialectWords = ["as named", "modeldeck", "imageworks"] as const;

/** How the cache of a model that is loaded is kept; it decides what fits. */
export const kvTypes = ["f16", "q8_0", "q4_0"] as const;

const bytes = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const quietHours = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, "Write it as 22:00-07:00.")
  .refine((text) => text.slice(0, 5) !== text.slice(6), "They begin when they end, which is never.");

/** What may stand in settings.json. Keys of a later version are left alone. */
export const settingsFile = z.looseObject({
  registryDir: words.optional(),
  roots: z.array(words).max(100).optional(),
  program: words.optional(),
  dialect: z.enum(dialectWords).optional(),
  hubEndpoint: z
    .url({ protocol: /^https?$/ })
    .refine((text) => !text.includes("@"), "Leave out names and passwords.")
    .optional(),
  profilesFile: words.optional(),
  hubToken: z.string().min(1).max(1024).optional(),
  proxy: words.optional(),
  noProxy: words.optional(),
  caFile: words.optional(),
  downloadsAtOnce: z.number().int().min(1).max(16).optional(),
  filesAtOnce: z.number().int().min(1).max(16).optional(),
  connectionsPerFile: z.number().int().min(1).max(16).optional(),
  /** Bytes per second; 0 is as fast as it goes. */
  downloadRate: bytes.optional(),
  quietHours: quietHours.optional(),
  quietRate: bytes.optional(),
  /** Bytes that downloads leave free on a disk. */
  diskReserve: bytes.optional(),
  kvType: z.enum(kvTypes).optional(),
  /** How many backups are kept of those that changes make; 0 keeps all. */
  keepBackups: z.number().int().min(0).max(10_000).optional(),
  /** How full the memory and how hot a GPU is when there is a warning. */
  memoryWarningPercent: z.number().int().min(10).max(100).optional(),
  gpuWarningCelsius: z.number().int().min(30).max(120).optional(),
});

export type SettingsFile = z.infer<typeof settingsFile>;

export type SettingsReading = { values: SettingsFile; problems: string[]; wrong: WrongKeys };

/** Which keys of settings.json cannot be understood, or that nothing of it can. */
export type WrongKeys = readonly string[] | "all";

/** Reads the text of settings.json. A key that is wrong is reported and left out; the others hold. */
export function readSettingsText(text: string): SettingsReading {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { values: {}, problems: [`It is not JSON${whereOf(error)}`], wrong: "all" };
  }
  const whole = settingsFile.safeParse(json);
  if (whole.success) return { values: whole.data, problems: [], wrong: [] };
  const wrong = new Set(whole.error.issues.map(({ path }) => String(path[0] ?? "")));
  const problems = whole.error.issues.map(({ path, message }) => `${path.join(".") || "It"}: ${message}`);
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return { values: {}, problems, wrong: "all" };
  }
  const right = Object.fromEntries(Object.entries(json).filter(([key]) => !wrong.has(key)));
  return { values: settingsFile.parse(right), problems, wrong: [...wrong] };
}

/** Where it breaks, without the piece of the text that the engine quotes: a token may stand in it. */
const whereOf = (error: unknown): string =>
  error instanceof Error ? `: ${error.message.replace(/, (\.\.\.)?".*(?= is not)/s, "; it")}` : "";
