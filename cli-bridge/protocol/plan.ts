import { z } from "zod";

export const layerName = z.enum(["curated", "discovered"]);
export type LayerName = z.infer<typeof layerName>;

const fieldChange = z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() });

const entryAdded = z.strictObject({
  name: z.string(),
  layer: layerName,
  why: z.string(),
  /** What it weighs, where it says so. */
  bytes: z.number().int().nonnegative().optional(),
  after: z.unknown().optional(),
});
const entryChanged = z.strictObject({
  name: z.string(),
  layer: layerName,
  why: z.string(),
  changes: z.array(fieldChange),
});
const entryRemoved = z.strictObject({
  name: z.string(),
  layer: layerName,
  why: z.string(),
  before: z.unknown().optional(),
});

const fileDeed = z.strictObject({
  path: z.string(),
  deed: z.enum(["write", "trash", "delete", "restore", "keep"]),
  bytes: z.number().int().nonnegative(),
  /** Whether the bytes are the registry's own figure, and nobody measured what lies there. */
  isRecorded: z.literal(true).optional(),
  isFolder: z.literal(true).optional(),
  why: z.string().optional(),
  /** What changes in the text of the file, as `diff -u` tells it, without secrets. */
  difference: z.string().optional(),
});

/** What would become of a model at a server, where the registry and our own files are left alone. */
const modelDeed = z.strictObject({
  model: z.string(),
  server: z.string(),
  deed: z.enum(["load", "unload", "fetch", "send", "copy", "create", "erase", "keep"]),
  /** Absent where the server does not tell. */
  bytes: z.number().int().nonnegative().optional(),
  why: z.string().optional(),
});

const obstacle = z.strictObject({
  what: z.string(),
  why: z.string(),
  hint: z.string().optional(),
  /** What to leave out so that the rest of the plan can be done. */
  item: z.string().optional(),
});

/** An entry that a plan passes over: it is locked, or a person wrote of it what its files say otherwise. */
const entrySpared = z.discriminatedUnion("why", [
  z.strictObject({ name: z.string(), why: z.literal("locked") }),
  z.strictObject({ name: z.string(), why: z.literal("written"), wrote: z.string(), are: z.string() }),
]);

/** What would happen, as data. The id is a hash of everything else here, `state` included. */
export const plan = z.strictObject({
  id: z.string(),
  command: z.string(),
  /** A hash of the registry and of the files that the plan was made from. */
  state: z.string(),
  summary: z.string(),
  added: z.array(entryAdded),
  changed: z.array(entryChanged),
  removed: z.array(entryRemoved),
  files: z.array(fileDeed),
  models: z.array(modelDeed).optional(),
  /** What a server finds in its environment, a mask in the place of what is secret. */
  variables: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
  bytesFreed: z.number().int().nonnegative(),
  bytesKept: z.number().int().nonnegative(),
  spared: z.array(entrySpared).optional(),
  warnings: z.array(z.string()),
  blocked: z.array(obstacle),
  backup: z.boolean(),
});

export type Plan = z.infer<typeof plan>;
export type PlanWithoutId = Omit<Plan, "id">;

const { added, changed, removed, files, models, spared, warnings, blocked } = plan.shape;

/** A piece of the lists of a plan that is too large for one event. */
export const planPart = z
  .strictObject({
    ...{ added, changed, removed, files, models: models.unwrap() },
    ...{ spared: spared.unwrap(), warnings, blocked },
  })
  .partial();

/**
 * A plan as a run tells it: entries that come and leave by name and reason only. Of a large one its lists have been
 * told before it, in as many parts as it says.
 */
export const toldPlan = plan.extend({ parts: z.number().int().positive().optional() });

export type PlanPart = z.infer<typeof planPart>;
export type ToldPlan = z.infer<typeof toldPlan>;
