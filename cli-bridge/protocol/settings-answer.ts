import { z } from "zod";

/** The settings in force as the console tells them; of secrets, what may be seen. */

const said = z.strictObject({
  value: z.union([z.string(), z.number(), z.array(z.string())]).optional(),
  from: z.enum(["option", "environment", "settings.json", "default"]),
});
export type SettingSaid = z.infer<typeof said>;

const token = z.strictObject({ source: z.string(), masked: z.string() });

export const settingNames = [
  ...(["home", "registryDir", "roots", "program", "dialect", "keepBackups", "profilesFile"] as const),
  ...(["hubEndpoint", "hubToken", "proxy", "noProxy", "caFile"] as const),
  ...(["downloadsAtOnce", "filesAtOnce", "connectionsPerFile"] as const),
  ...(["downloadRate", "quietHours", "quietRate", "diskReserve", "kvType"] as const),
  ...(["memoryWarningPercent", "gpuWarningCelsius"] as const),
] as const;
export type SettingName = (typeof settingNames)[number];

const named = Object.fromEntries(settingNames.map((name) => [name, said])) as Record<
  SettingName,
  typeof said
>;

export const settingsAnswer = z.strictObject({
  ...named,
  file: z.string(),
  problems: z.array(z.strictObject({ file: z.string(), message: z.string(), hint: z.string() })),
  /** Which token goes to the hub, of all that could, or why the hub cannot be asked at all. */
  hub: z.strictObject({
    token: token.optional(),
    otherTokens: z.array(token),
    problem: z.strictObject({ message: z.string(), hint: z.string().optional() }).optional(),
  }),
});
export type SettingsAnswer = z.infer<typeof settingsAnswer>;
export type HubTokensAnswer = SettingsAnswer["hub"];
