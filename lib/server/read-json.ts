import type { z } from "zod";
import { bodyBytesMax } from "#cli-bridge/protocol/body-bytes.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { plainIssues } from "./plain-issues.ts";

const depthMax = 64;
const poisonous = new Set(["__proto__", "constructor", "prototype"]);

/** The body of a request as its schema says, or a refusal. */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const value = parseJson(await readText(request));
  guardShape(value);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw badBody("The body was not understood.", {
    issues: plainIssues(parsed.error),
  });
}

async function readText(request: Request): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const reader = request.body?.getReader();
  let text = "";
  let bytes = 0;
  const next = () => reader?.read().catch(cutOff);
  for (let read = await next(); read && !read.done; read = await next()) {
    bytes += read.value.length;
    if (bytes > bodyBytesMax) {
      await reader?.cancel();
      throw new ConsoleError("too-large", "The body is larger than 1 MiB.", { hint: "Send less at once." });
    }
    text += decode(decoder, read.value);
  }
  return text + decode(decoder);
}

/** Whoever asked is gone, or was too slow: no fault of the console, and nothing for its log. */
function cutOff(cause: unknown): never {
  throw new ConsoleError("bad-input", "The body ended before it was whole.", {
    hint: "Send it again.",
    cause,
  });
}

function decode(decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return decoder.decode(bytes, { stream: bytes !== undefined });
  } catch {
    throw badBody("The body is not UTF-8.");
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw badBody("The body is not JSON.");
  }
}

/** Walks without recursion, because a body may be nested deeper than the stack. */
function guardShape(value: unknown): void {
  const waiting: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { depth } = next;
    if (typeof next.value !== "object" || next.value === null) continue;
    if (depth > depthMax) throw badBody(`The body is nested deeper than ${depthMax} levels.`);
    for (const [key, inner] of Object.entries(next.value)) {
      if (poisonous.has(key)) throw badBody(`The body has a field that may not be called ${key}.`);
      waiting.push({ value: inner, depth: depth + 1 });
    }
  }
}

const badBody = (message: string, more: { issues?: { path: string; message: string }[] } = {}) =>
  new ConsoleError("bad-input", message, { hint: "See /api/openapi.json for what is expected.", ...more });
