import type { BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { adapterOf } from "../adapters.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { openBackendHttp } from "../http/open-backend-http.ts";

export type Found = { kind: BackendKind; url: URL; version: string | undefined; evidence: string[] };

type Wanted = { ports?: readonly number[]; signal?: AbortSignal | undefined };

/** Where Ollama, LM Studio, vLLM, LMDeploy, llama-server and others listen unless they are told otherwise. */
export const usualPorts: readonly number[] = [
  ...[11434, 1234, 8000, 23333, 8080, 9931, 24001, 24002, 24003, 24004, 30000, 8001, 8081, 5000],
];

/** Those with signs of their own come first; what only speaks OpenAI's language is the last guess. */
const kinds: readonly BackendKind[] = ["ollama", "lmstudio", "vllm", "lmdeploy", "llamacpp", "openai"];
const portMs = 1500;

/** Who answers on this machine. Every port is asked at once, and none holds up another. */
export async function discoverBackends({ ports = usualPorts, signal }: Wanted = {}): Promise<Found[]> {
  const found = await Promise.all(
    [...new Set(ports)].map((port) => discoverAt(new URL(`http://127.0.0.1:${port}`), signal)),
  );
  signal?.throwIfAborted();
  return found.filter((each) => each !== undefined);
}

/** Who answers at one address; nobody is taken for somebody else on one sign alone. */
export async function discoverAt(url: URL, signal?: AbortSignal): Promise<Found | undefined> {
  const limit = AbortSignal.timeout(portMs);
  const http = withinTime(openBackendHttp({ url, token: undefined }), signal ? [signal, limit] : [limit]);
  try {
    // Most ports are closed: one question tells, where six adapters would ask many.
    await http.text("/").catch(passStrange);
    const answers = await Promise.all(kinds.map((kind) => identifyAs(kind, http)));
    return answers.map((found) => found && { ...found, url }).find((found) => found !== undefined);
  } catch (error) {
    if (error instanceof ConsoleError || limit.aborted || signal?.aborted) return undefined;
    throw error;
  } finally {
    await http.close();
  }
}

/** A page that is packed or leads elsewhere says nothing of what else is there. */
function passStrange(error: unknown): void {
  if (!(error instanceof ConsoleError) || error.code !== "backend-strange") throw error;
}

async function identifyAs(kind: BackendKind, http: BackendHttp): Promise<Omit<Found, "url"> | undefined> {
  try {
    const identity = await (await adapterOf(kind)).identify(http);
    return identity && { kind, version: identity.version, evidence: identity.evidence };
  } catch {
    return undefined;
  }
}

/** Every question ends with the whole. */
function withinTime(http: BackendHttp, signals: AbortSignal[]): BackendHttp {
  const within = (more: AbortSignal | undefined) => AbortSignal.any(more ? [...signals, more] : signals);
  return {
    ...http,
    json: (path, asking = {}) => http.json(path, { ...asking, signal: within(asking.signal) }),
    text: (path, asking = {}) => http.text(path, { ...asking, signal: within(asking.signal) }),
    lines: (path, asking = {}) => http.lines(path, { ...asking, signal: within(asking.signal) }),
    events: (path, asking = {}) => http.events(path, { ...asking, signal: within(asking.signal) }),
  };
}
