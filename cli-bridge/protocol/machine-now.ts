import { z } from "zod";

const gpuNow = z.strictObject({
  /** As its maker's programs name it, whatever its place in their list. */
  id: z.string().optional(),
  name: z.string(),
  totalBytes: z.number().nonnegative(),
  /** What no program holds at this moment. */
  freeBytes: z.number().nonnegative(),
});

/** The memory of this machine at this moment, which is what decides whether a model fits. */
export const machineNow = z.strictObject({
  at: z.iso.datetime(),
  memory: z.strictObject({
    totalBytes: z.number().nonnegative(),
    freeBytes: z.number().nonnegative(),
    /** Set where less is allowed than the machine has: by a container, say. */
    limitedBy: z.string().optional(),
  }),
  gpus: z.array(gpuNow),
  /** The GPU shares the memory of the processor, as in Apple's machines. */
  unified: z.boolean(),
  /** What could not be found out, and why. */
  notes: z.array(z.string()),
});

export type GpuNow = z.infer<typeof gpuNow>;
export type MachineNow = z.infer<typeof machineNow>;
