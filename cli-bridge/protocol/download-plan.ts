import { z } from "zod";
import { fitEstimate } from "./memory-fit.ts";
import { plan } from "./plan.ts";

const bytes = z.number().int().nonnegative();

/** One file of a download, and what becomes of it. */
const plannedFile = z.strictObject({
  /** Its name in the repository, and below the folder. */
  path: z.string(),
  /** Where it comes from: the repository itself, or the one that lends its configuration. */
  repo: z.string(),
  commit: z.string(),
  role: z.enum(["weights", "config", "tokenizer", "note", "optional", "large optional", "code"]),
  bytes,
  sha256: z.string().optional(),
  gitSha1: z.string(),
  /** The whole path under which its bytes come to lie. */
  target: z.string(),
  /**
   * `resume`: some of it is here. `check`: one of that size is here, and is read before it is believed. `kept`:
   * another file of that name is here and stays. `replace`: it makes way once the new one has verified.
   */
  state: z.enum(["fetch", "resume", "check", "kept", "replace"]),
  /** Bytes that are here already. */
  here: bytes,
});

/** What a download would do, before a byte of a weight is fetched. */
export const downloadPlan = z.strictObject({
  repo: z.string(),
  /** The branch, tag or commit that was asked for. */
  revision: z.string(),
  /** What that is now; the download is pinned to it. */
  commit: z.string(),
  layout: z.enum(["roots", "hf-cache"]),
  location: z.enum(["linux_wsl", "windows_lmstudio", "custom"]),
  /** Where the model is to be found afterwards. */
  folder: z.string(),
  format: z.string().optional(),
  /** What is only of use together: a file, or the shards of one. */
  variants: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(["weights", "projector", "adapter"]),
      quantization: z.string().optional(),
      files: z.array(z.string()),
      bytes,
      /** Whether it fits the memory that is free now, where that was looked at and is known. */
      fit: fitEstimate.optional(),
    }),
  ),
  files: z.array(plannedFile),
  left: z.array(z.strictObject({ path: z.string(), bytes, why: z.string() })),
  bytesToFetch: bytes,
  bytesHere: bytes,
  freeBefore: bytes.optional(),
  freeAfter: z.number().int().optional(),
  /** Files that can carry code, and settings that ask for some: each needs an explicit yes. */
  code: z.array(z.string()),
  warnings: z.array(z.string()),
  blocked: plan.shape.blocked,
  /** What the hub says of the model. */
  license: z.string().optional(),
  pipelineTag: z.string().optional(),
  library: z.string().optional(),
  supportRepo: z.string().optional(),
});

export type PlannedFile = z.infer<typeof plannedFile>;
export type DownloadPlan = z.infer<typeof downloadPlan>;
