import { onTestFinished } from "vitest";
import { type HubOptions, startTestHub, type TestHub } from "./start-test-hub.ts";

/** A hub of the test's own, gone when the test is over. */
export async function openTestHub(options: HubOptions): Promise<TestHub> {
  const hub = await startTestHub(options);
  onTestFinished(() => hub.close());
  return hub;
}
