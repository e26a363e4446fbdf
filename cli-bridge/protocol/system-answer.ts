import { z } from "zod";

const bytes = z.number().nonnegative();
const share = z.number().min(0).max(1);

/** Memory of a GPU that a server of models holds, by the models in it. */
const gpuPart = z.strictObject({
  backend: z.string(),
  name: z.string(),
  models: z.array(z.string()),
  bytes,
  /** By the server's word or by what is left over, since nothing tells it for each process. */
  isEstimate: z.literal(true).optional(),
});

export const gpuReading = z.strictObject({
  id: z.string(),
  name: z.string(),
  vendor: z.enum(["nvidia", "amd", "intel", "apple", "other"]),
  /** Absent where the driver does not tell, as where there is no memory of its own. */
  totalBytes: bytes.optional(),
  usedBytes: bytes.optional(),
  freeBytes: bytes.optional(),
  /** It has no memory of its own but a part in the processor's. */
  sharesMemory: z.literal(true).optional(),
  use: share.optional(),
  celsius: z.number().optional(),
  watts: z.number().nonnegative().optional(),
  wattsMax: z.number().nonnegative().optional(),
  /** Of its processors and of its memory, as they run now. */
  clockMhz: z.number().nonnegative().optional(),
  memoryClockMhz: z.number().nonnegative().optional(),
  driver: z.string().optional(),
});

const disk = z.strictObject({
  /** The roots that lie on it. */
  paths: z.array(z.string()),
  totalBytes: bytes,
  freeBytes: bytes,
});

const room = z.strictObject({ totalBytes: bytes, freeBytes: bytes });

export const machineReading = z.strictObject({
  at: z.iso.datetime(),
  cpu: z.strictObject({
    name: z.string(),
    /** Since the look before; absent at the first. */
    use: share.optional(),
    cores: z.array(share),
    load: z.array(z.number().nonnegative()),
  }),
  memory: room.extend({ limitedBy: z.string().optional() }),
  swap: room,
  disks: z.array(disk),
  network: z.strictObject({ inPerSecond: bytes, outPerSecond: bytes }).optional(),
  gpus: z.array(gpuReading),
  /** What could not be found out, and why. */
  notes: z.array(z.string()),
});

export const systemWarning = z.strictObject({
  /** `memory`, or `heat` with the GPU's id after a colon. */
  id: z.string(),
  kind: z.enum(["memory", "heat"]),
  says: z.string(),
  since: z.iso.datetime(),
});

export const systemAnswer = machineReading.extend({
  gpus: z.array(gpuReading.extend({ parts: z.array(gpuPart) })),
  warnings: z.array(systemWarning),
  /** From which on there is a warning. */
  limits: z.strictObject({ memoryPercent: z.number(), gpuCelsius: z.number() }),
});

/** What was measured, column by column: each series has a place for each time, and `null` where it was not there. */
export const systemHistory = z.strictObject({
  /** Seconds between two times where all were measured. */
  step: z.number().positive(),
  /** Seconds since 1970. */
  at: z.array(z.number()),
  series: z.record(z.string(), z.array(z.number().nullable())),
});

export type GpuPart = z.infer<typeof gpuPart>;
export type GpuReading = z.infer<typeof gpuReading>;
export type MachineReading = z.infer<typeof machineReading>;
export type SystemWarning = z.infer<typeof systemWarning>;
export type SystemAnswer = z.infer<typeof systemAnswer>;
export type SystemHistory = z.infer<typeof systemHistory>;
