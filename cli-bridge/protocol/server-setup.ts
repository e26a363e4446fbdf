import { z } from "zod";
import { backendKind } from "./backend-answer.ts";

/** A variable that Ollama reads when it starts. */
export const ollamaVariable = z.strictObject({
  name: z.string(),
  /** What a form calls it. */
  label: z.string(),
  says: z.string(),
  takes: z.union([
    z.enum(["truth", "count", "bytes", "duration", "folder", "text"]),
    z.array(z.string()).readonly(),
  ]),
  /** What holds where nothing is said. */
  usual: z.string(),
  isRare: z.literal(true).optional(),
});

/** Lines for a server that somebody else starts, to be pasted where that one is told what to do. */
export const foreignLines = z.strictObject({
  system: z.string(),
  where: z.string(),
  text: z.string(),
  afterwards: z.string(),
});

/** How one kind of server is started without the console. */
export const serverGuide = z.strictObject({
  kind: backendKind,
  title: z.string(),
  /** Where its program was found; without it the server is not installed. */
  program: z.string().optional(),
  install: z.strictObject({ says: z.string(), url: z.string() }),
  /** The lines that start it, in order; the last is the server itself. */
  commands: z.array(z.string()),
  /** What answers once it can be used. */
  ready: z.string(),
  keyVariable: z.string().optional(),
  /** Where settings go that somebody else starts it with. */
  lines: z.array(foreignLines).optional(),
});

/** What the pages need to start servers, and to say what they are told. */
export const serverSetup = z.strictObject({
  file: z.string(),
  ollama: z.record(z.string(), z.string()),
  variables: z.array(ollamaVariable),
  guides: z.array(serverGuide),
});

export type OllamaVariable = z.infer<typeof ollamaVariable>;
export type ForeignLines = z.infer<typeof foreignLines>;
export type ServerGuide = z.infer<typeof serverGuide>;
export type ServerSetup = z.infer<typeof serverSetup>;
