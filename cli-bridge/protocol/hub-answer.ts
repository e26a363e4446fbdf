import { z } from "zod";

/** What the console tells of the hub: found models, and how the way there stands. */

const hubModelRow = z.strictObject({
  repo: z.string(),
  downloads: z.number().optional(),
  likes: z.number().optional(),
  gated: z.union([z.literal(false), z.literal("auto"), z.literal("manual")]),
  private: z.boolean(),
  pipelineTag: z.string().optional(),
  library: z.string().optional(),
  tags: z.array(z.string()),
  license: z.string().optional(),
  lastModified: z.string().optional(),
  /** How many parameters it has, where the hub has counted them. */
  parameters: z.number().optional(),
  architecture: z.string().optional(),
  contextLength: z.number().optional(),
});
export type HubModelRow = z.infer<typeof hubModelRow>;

export const hubPage = z.strictObject({
  models: z.array(hubModelRow),
  /** Handed back to have the page after this one. */
  next: z.string().optional(),
});
export type HubPage = z.infer<typeof hubPage>;

const named = z.array(z.strictObject({ name: z.string(), commit: z.string() }));

export const hubRefs = z.strictObject({ branches: named, tags: named });
export type HubRefs = z.infer<typeof hubRefs>;

/** Nothing where the repository has none. */
export const hubReadme = z.strictObject({ text: z.string().optional() });
export type HubReadme = z.infer<typeof hubReadme>;

const hop = z.strictObject({
  /** What stands on the way, in the order in which it is met. */
  name: z.enum(["settings", "proxy", "name", "connection", "hub", "token", "storage"]),
  state: z.enum(["fine", "remark", "failed", "skipped"]),
  says: z.string(),
  hint: z.string().optional(),
  milliseconds: z.number().optional(),
});
export type HubHop = z.infer<typeof hop>;

export const hubCheck = z.strictObject({
  endpoint: z.string(),
  proxy: z.string().optional(),
  token: z.strictObject({ source: z.string(), masked: z.string() }).optional(),
  otherTokens: z.array(z.strictObject({ source: z.string(), masked: z.string() })),
  healthy: z.boolean(),
  hops: z.array(hop),
});
export type HubCheck = z.infer<typeof hubCheck>;

export const hubSorts = ["trending", "downloads", "likes", "updated", "created", "size"] as const;
export type HubSort = (typeof hubSorts)[number];
