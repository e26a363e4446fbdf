import type { Page } from "@playwright/test";
import { type Gate, makeGate } from "#tests/servers/backend/gate.ts";
import { openTestOllama } from "#tests/servers/ollama/open-test-ollama.ts";
import type { ServedModel } from "#tests/servers/ollama/test-models.ts";
import type { TestOllama } from "#tests/servers/ollama/test-ollama.ts";
import { story as onAnyConsole } from "./story.ts";

const layer = (mark: string, bytes: number) => ({ digest: `sha256:${mark.repeat(64)}`, bytes });

export const qwen: ServedModel = {
  ...{ name: "qwen3:8b", size: 5_200_000_000, layers: [layer("1", 5_200_000_000)], contextLength: 40_960 },
  capabilities: ["completion", "tools"],
};
export const phi: ServedModel = {
  ...{ name: "phi4:14b", size: 9_000_000_400, layers: [layer("2", 9_000_000_000), layer("3", 400)] },
};

/** What is said and pulled there goes on when the gate lets it. */
type Stage = { gate: Gate; ollama: TestOllama };

/** A console whose environment names an Ollama that has one model and could pull another. */
export const story = onAnyConsole.extend<Stage>({
  // biome-ignore lint/correctness/noEmptyPattern: the stage reads from this pattern what a fixture needs.
  gate: async ({}, use) => use(makeGate()),
  ollama: async ({ gate }, use) => {
    const ollama = await openTestOllama({ models: [qwen], offers: [phi], pace: gate.pass, gpuShare: 1 });
    await use(ollama);
    gate.open();
    await ollama.close();
  },
  sample: async ({ ollama }, use) =>
    use({ entries: 50, hasFiles: false, environment: { OLLAMA_HOST: ollama.url } }),
});

/** The page of the one server that is known. */
export async function backendPath(page: Page): Promise<string> {
  const { backends } = await (await page.request.get("/api/backends")).json();
  return `/backends/${backends[0].id}`;
}

/** The page of a chat in which something was said. */
export async function chatPath(page: Page, gate: Gate): Promise<string> {
  const { backends } = await (await page.request.get("/api/backends")).json();
  const data = { instance: backends[0].id, model: qwen.name };
  const { id } = await (await page.request.post("/api/chats", { data })).json();
  gate.open();
  await page.request.post(`/api/chats/${id}/answer`, { data: { text: "Hello" } });
  return `/chat/${id}`;
}
