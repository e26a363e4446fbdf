import { z } from "zod";
import { progress } from "./progress.ts";
import { runOutcome } from "./run-outcome.ts";
import { serverStanding } from "./server-standing.ts";

export const runState = z.enum(["queued", "running", "ended"]);
export const lane = z.enum(["registry", "downloads", "reads", "servers", "backends"]);
export const effect = z.enum(["reads", "changes", "destroys"]);

/** A run as the API tells it. Inputs and argv here never hold a secret. */
export const runRecord = z.strictObject({
  id: z.string(),
  command: z.string(),
  input: z.record(z.string(), z.unknown()),
  dialect: z.enum(["modeldeck", "imageworks"]),
  argv: z.array(z.string()),
  shell: z.string(),
  effect,
  lane,
  state: runState,
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  lines: z.number().int().nonnegative(),
  planId: z.string().optional(),
  progress: progress.optional(),
  outcome: runOutcome.optional(),
  /** How the server stands that it owns, while it goes. */
  server: serverStanding.optional(),
  repeats: z.string().optional(),
  /** Whether it can stop in the middle and another run can go on from there. */
  pausable: z.literal(true).optional(),
  /** What it was asked and has not done yet. */
  asked: z.enum(["pause", "cancel"]).optional(),
  /** Its place among those that wait for the same lane, counted from 1. */
  place: z.number().int().positive().optional(),
  /** The run it goes on from, and the run that goes on from it. */
  resumes: z.string().optional(),
  resumedBy: z.string().optional(),
  /** Nobody means to go on from here. */
  setAside: z.literal(true).optional(),
});

export type RunRecord = z.infer<typeof runRecord>;
export type RunState = z.infer<typeof runState>;
export type Lane = z.infer<typeof lane>;
export type Effect = z.infer<typeof effect>;
