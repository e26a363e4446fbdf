import { onTestFinished } from "vitest";
import { openTestOllama } from "./open-test-ollama.ts";
import type { TestOllama, TestOllamaOptions } from "./test-ollama.ts";

/** A server of the test's own, closed when the test is over. */
export async function startTestOllama(options: TestOllamaOptions): Promise<TestOllama> {
  const ollama = await openTestOllama(options);
  onTestFinished(() => ollama.close());
  return ollama;
}
