import { createServer } from "node:http";
import { answerOllama } from "./answer-ollama.ts";
import { TestOllama, type TestOllamaOptions } from "./test-ollama.ts";

/** A server that answers as Ollama does, on a port of its own or on one that is named. */
export async function openTestOllama(options: TestOllamaOptions, port = 0): Promise<TestOllama> {
  const ollama = new TestOllama(options);
  const server = createServer((request, response) => {
    ollama.requests.push(`${request.method} ${request.url}`);
    void answerOllama({ server: ollama, request, response });
  });
  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(port, "127.0.0.1", resolve),
  );
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  ollama.url = `http://127.0.0.1:${address.port}`;
  ollama.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return ollama;
}
