import { Listener } from "../hub/listener.ts";
import { answerOllama } from "./answer-ollama.ts";
import { TestOllama, type TestOllamaOptions } from "./test-ollama.ts";

/** A server that answers as Ollama does, on a port of its own or on one that is named. */
export async function openTestOllama(options: TestOllamaOptions, port = 0): Promise<TestOllama> {
  const ollama = new TestOllama(options);
  const listener = new Listener(
    port,
    (request, response) => {
      ollama.requests.push(`${request.method} ${request.url}`);
      void answerOllama({ server: ollama, request, response });
    },
    undefined,
  );
  await listener.open();
  ollama.url = listener.url;
  ollama.close = () => listener.shut();
  ollama.open = () => {
    ollama.running.clear();
    return listener.open();
  };
  return ollama;
}
