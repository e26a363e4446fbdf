import { z } from "zod";
import { withoutTurns } from "./turning-marks.ts";

export const chatLimits = {
  /** Bytes of what a person writes at once, and of what a model is told of its part. */
  textBytes: 200_000,
  systemBytes: 32_000,
  /** Bytes of one answer, the thoughts included. */
  answerBytes: 1_000_000,
  messages: 2_000,
} as const;

const isWithin = (bytes: number) => (text: string) => new TextEncoder().encode(text).length <= bytes;
const isWritten = (text: string) => text.trim() !== "";

const chatText = z
  .string()
  .refine(isWritten, "Write something first.")
  .refine(isWithin(chatLimits.textBytes), "A message may be 200 KB long; say it in parts.");
const systemText = z
  .string()
  .refine(isWithin(chatLimits.systemBytes), "What a model is told of its part may be 32 KB long.");
const chatName = z
  .string()
  .trim()
  .min(1, "Give the chat a name.")
  .max(120, "A name may have 120 characters.")
  .refine((name) => !/\p{Cc}/u.test(name), "A name is one line of text.")
  .refine((name) => withoutTurns(name) === name, "A name has no marks that turn its letters around.");
const modelName = z
  .string()
  .min(1, "Choose a model.")
  .max(512)
  .refine((name) => !/\p{Cc}/u.test(name), "No model has such a name.");
const instanceId = z.string().min(1).max(200);

/** `stopped` by whoever asked or by the end of the console, `length` where the model or the console says no more. */
const chatEnding = z.enum(["whole", "stopped", "failed", "length"]);

/** What was said in a chat; who answered and how quickly stands beside each answer. */
export const chatMessage = z.strictObject({
  position: z.number().int().nonnegative(),
  role: z.enum(["user", "assistant"]),
  text: z.string(),
  /** What a model thought before it spoke; it is never sent to one. */
  thought: z.string().optional(),
  at: z.iso.datetime(),
  model: z.string().optional(),
  instance: z.string().optional(),
  /** How an answer ended; absent while it is being said. */
  ending: chatEnding.optional(),
  /** Why it failed, in the server's own words where it said any. */
  problem: z.string().optional(),
  firstTokenMs: z.number().nonnegative().optional(),
  /** How long it thought before it spoke. */
  thoughtMs: z.number().nonnegative().optional(),
  totalMs: z.number().nonnegative().optional(),
  tokens: z.number().nonnegative().optional(),
  tokensPerSecond: z.number().nonnegative().optional(),
});

const chatSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** The server that is asked; it may be gone by now. */
  instance: z.string(),
  model: z.string(),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  messageCount: z.number().int().nonnegative(),
  /** Whether an answer is under way. */
  answering: z.boolean(),
});

export const chat = chatSummary.extend({
  /** What a model is told of its part before everything else. */
  system: z.string().optional(),
  messages: z.array(chatMessage),
});

export const chatsAnswer = z.strictObject({ chats: z.array(chatSummary) });

export const newChatRequest = z.strictObject({
  instance: instanceId,
  model: modelName,
  name: chatName.optional(),
  system: systemText.optional(),
});

/** Without a `system` it stays; `null` and an empty one remove it. */
export const chatChangeRequest = z.strictObject({
  name: chatName.optional(),
  instance: instanceId.optional(),
  model: modelName.optional(),
  system: systemText.nullish(),
});

/** `from` drops everything from that position on; without a `text` the last thing that was said is answered again. */
export const answerRequest = z.strictObject({
  text: chatText.optional(),
  from: z.number().int().nonnegative().optional(),
});

/** The names of the events of an answer, and what each carries. */
export const answerEvents = {
  /** The message that is being answered, as it was kept, and how many messages were dropped before. */
  asked: z.strictObject({ message: chatMessage, dropped: z.number().int().nonnegative() }),
  waiting: z.strictObject({ says: z.string() }),
  words: z.strictObject({ text: z.string() }),
  thought: z.strictObject({ text: z.string() }),
  end: z.strictObject({ message: chatMessage }),
  fault: z.strictObject({
    message: z.string(),
    hint: z.string().optional(),
    kept: chatMessage.optional(),
  }),
} as const;

type AnswerEventName = keyof typeof answerEvents;
export type AnswerEvent = {
  [Name in AnswerEventName]: { event: Name; data: z.infer<(typeof answerEvents)[Name]> };
}[AnswerEventName];
export type ChatEnding = z.infer<typeof chatEnding>;
export type ChatMessage = z.infer<typeof chatMessage>;
export type ChatSummary = z.infer<typeof chatSummary>;
export type Chat = z.infer<typeof chat>;
export type NewChatRequest = z.infer<typeof newChatRequest>;
export type ChatChangeRequest = z.infer<typeof chatChangeRequest>;
export type AnswerRequest = z.infer<typeof answerRequest>;
