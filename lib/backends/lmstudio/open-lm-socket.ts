import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { BackendHttp, BackendSocket } from "../http/backend-http.ts";

/** Each kind of model has a socket of its own. */
export type LmDomain = "llm" | "embedding";

const welcome = z.object({ success: z.literal(true) });
const tokenShape = /^sk-lm-([a-zA-Z0-9]{8}):([a-zA-Z0-9]{20})$/;

type Opening = { asker: AbortSignal; limitMs?: number };

/** The way on which its SDK speaks to it. Undefined where it is not open to us: whatever is wanted has to go by REST then. */
export async function openLmSocket(
  http: BackendHttp,
  domain: LmDomain,
  { asker, limitMs = 5000 }: Opening,
): Promise<BackendSocket | undefined> {
  const signal = AbortSignal.any([asker, AbortSignal.timeout(limitMs)]);
  let socket: BackendSocket | undefined;
  try {
    socket = await http.socket(`/${domain}`, { greet, signal });
    if (welcome.safeParse(await socket.hear(signal)).success) return socket;
  } catch (error) {
    asker.throwIfAborted();
    if (!(error instanceof ConsoleError) && !signal.aborted) throw error;
  }
  await socket?.close();
  return undefined;
}

/** A token is a name and a password in one; who has none goes by any. */
function greet(token: string | undefined) {
  if (token === undefined) return toGreeting(`guest:${randomUUID()}`, randomUUID());
  const [, name, password] = tokenShape.exec(token) ?? [];
  if (name !== undefined && password !== undefined) return toGreeting(name, password);
  throw new ConsoleError("not-available", "Its socket takes no token of this form.");
}

const toGreeting = (clientIdentifier: string, clientPasskey: string) => ({
  ...{ authVersion: 1, clientIdentifier, clientPasskey },
});
