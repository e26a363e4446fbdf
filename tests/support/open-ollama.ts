import { onTestFinished } from "vitest";
import type { BackendHttp } from "#lib/backends/http/backend-http.ts";
import { openBackendHttp } from "#lib/backends/http/open-backend-http.ts";
import { startTestOllama } from "#tests/servers/ollama/start-test-ollama.ts";
import type { TestOllama, TestOllamaOptions } from "#tests/servers/ollama/test-ollama.ts";

/** A test server, and the way to it. */
export async function openOllama(
  options: TestOllamaOptions,
): Promise<{ ollama: TestOllama; http: BackendHttp }> {
  const ollama = await startTestOllama(options);
  const http = openBackendHttp({ url: new URL(ollama.url), token: undefined });
  onTestFinished(() => http.close());
  return { ollama, http };
}
