import { createServer, type RequestListener } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { discoverBackends } from "#lib/backends/discover/discover-backends.ts";
import { startTestOllama } from "#tests/servers/ollama/start-test-ollama.ts";

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

/** A server that answers some paths with a text, and every other with 404. */
const answering =
  (answers: Record<string, string>): RequestListener =>
  ({ url = "" }, response) => {
    const body = answers[url];
    response.writeHead(body === undefined ? 404 : 200).end(body ?? "404 page not found");
  };

const portOf = ({ url }: { url: string }) => Number(new URL(url).port);

test("Ollama is found by more than one sign, and a closed port is nobody", async () => {
  const ollama = await startTestOllama({ models: [] });
  const found = await discoverBackends({ ports: [9, portOf(ollama)], waitMs: 10_000 });
  expect(found.map(({ kind, url, version }) => [kind, url.port, version])).toEqual([
    ["ollama", String(portOf(ollama)), "0.33.0"],
  ]);
  expect(found[0]?.evidence.length).toBeGreaterThanOrEqual(2);
});

test("a port that takes the question and says nothing is given up", async () => {
  const hanging = await listen(() => undefined);
  expect(await discoverBackends({ ports: [hanging], waitMs: 50 })).toEqual([]);
});

test.each([
  [
    "Docker's model runner",
    {
      "/": "Docker Model Runner\n\nThe service is running.",
      "/api/version": '{"version":"0.1"}',
      "/api/tags": '{"models":[]}',
    },
  ],
  ["llama-swap", { "/": "<html>", "/api/version": '{"version":"v1"}', "/api/ps": '{"models":[]}' }],
  ["a page of another program", { "/": "<html>Ollama is running the show</html>" }],
  ["a greeting and nothing else", { "/": "Ollama is running" }],
])("%s is not taken for Ollama", async (_, answers) => {
  const port = await listen(answering(answers));
  const found = await discoverBackends({ ports: [port] });
  expect(found.filter(({ kind }) => kind === "ollama")).toEqual([]);
});

test("a search that is given up ends with the reason", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(discoverBackends({ ports: [9], signal })).rejects.toThrow("enough");
});
