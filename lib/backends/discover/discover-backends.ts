import type { BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { adapterOf } from "../adapters.ts";
import type { BackendAsking, BackendHttp } from "../http/backend-http.ts";
import { openBackendHttp } from "../http/open-backend-http.ts";

export type Found = { kind: BackendKind; url: URL; version: string | undefined; evidence: string[] };

type Asking = {
  signal?: AbortSignal | undefined;
  /** For the first sign of life, and again for all that is asked of whoever gave one. */
  waitMs?: number;
};
type Wanted = Asking & { ports?: readonly number[] };

/** Where Ollama, LM Studio, vLLM, LMDeploy, llama-server and others listen unless they are told otherwise. */
export const usualPorts: readonly number[] = [
  ...[11434, 1234, 8000, 23333, 8080, 9931, 24001, 24002, 24003, 24004, 30000, 8001, 8081, 5000],
];

/** Those with signs of their own come first; what only speaks OpenAI's language is the last guess. */
const kinds: readonly BackendKind[] = ["ollama", "lmstudio", "vllm", "lmdeploy", "llamacpp", "openai"];
const usualMs = 1500;

/** Who answers on this machine. Every port is asked at once, and none holds up another. */
export async function discoverBackends({ ports = usualPorts, ...asking }: Wanted = {}): Promise<Found[]> {
  const found = await Promise.all(
    [...new Set(ports)].map((port) => discoverAt(new URL(`http://127.0.0.1:${port}`), asking)),
  );
  asking.signal?.throwIfAborted();
  return found.filter((each) => each !== undefined);
}

/** Who answers at one address; nobody is taken for somebody else on one sign alone. */
export async function discoverAt(
  url: URL,
  { signal, waitMs = usualMs }: Asking = {},
): Promise<Found | undefined> {
  // Loading them takes none of the time that a server has.
  const adapters = await Promise.all(kinds.map(adapterOf));
  const whole = openBackendHttp({ url, token: undefined });
  const end = () => AbortSignal.any([AbortSignal.timeout(waitMs), ...(signal ? [signal] : [])]);
  let ending = end();
  const passExpected = (error: unknown): undefined => {
    if (!(error instanceof ConsoleError) && !ending.aborted) throw error;
  };
  try {
    // Most ports are closed: one question tells, where six adapters would ask many.
    await whole.text("/", { signal: ending }).catch(passStrange);
    ending = end();
    const http = endingWith(whole, ending);
    const identities = await Promise.all(adapters.map((each) => each.identify(http).catch(passExpected)));
    for (const [at, identity] of identities.entries()) {
      const { kind } = adapters[at] ?? {};
      if (identity && kind) return { kind, url, version: identity.version, evidence: identity.evidence };
    }
    return undefined;
  } catch (error) {
    return passExpected(error);
  } finally {
    await whole.close();
  }
}

/** A page that is packed or leads elsewhere says nothing of what else is there. */
function passStrange(error: unknown): void {
  if (!(error instanceof ConsoleError) || error.code !== "backend-strange") throw error;
}

/** Every question ends with the whole. */
function endingWith(http: BackendHttp, ending: AbortSignal): BackendHttp {
  const within = (asking: BackendAsking = {}): BackendAsking => ({
    ...asking,
    signal: asking.signal ? AbortSignal.any([ending, asking.signal]) : ending,
  });
  return {
    ...http,
    json: (path, asking) => http.json(path, within(asking)),
    text: (path, asking) => http.text(path, within(asking)),
    lines: (path, asking) => http.lines(path, within(asking)),
    events: (path, asking) => http.events(path, within(asking)),
  };
}
