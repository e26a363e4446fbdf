import { z } from "zod";
import { planPart, toldPlan } from "./plan.ts";
import { progress } from "./progress.ts";
import { runResult } from "./run-outcome.ts";
import { serverStanding } from "./server-standing.ts";

/** The variable that tells our CLI which file descriptor its keeper listens on. */
export const channelVariable = "MODELDECK_CHANNEL_FD";

/** One line of NDJSON that our CLI writes beside its human text. */
export const channelMessage = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("progress"), progress }),
  z.strictObject({ type: z.literal("planPart"), part: planPart }),
  z.strictObject({ type: z.literal("plan"), plan: toldPlan }),
  z.strictObject({ type: z.literal("result"), result: runResult }),
  z.strictObject({ type: z.literal("server"), server: serverStanding }),
]);

export type ChannelMessage = z.infer<typeof channelMessage>;
