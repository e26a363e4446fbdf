import type { AnswerEvent, Chat } from "#cli-bridge/protocol/chat-answer.ts";
import { chat } from "#cli-bridge/protocol/chat-answer.ts";
import { startTestOllama } from "#tests/servers/ollama/start-test-ollama.ts";
import type { TestOllamaOptions } from "#tests/servers/ollama/test-ollama.ts";
import { hearAnswer } from "#tests/support/hear-answer.ts";
import { openConsole } from "#tests/support/open-console.ts";

const models = [{ name: "small:1b" }, { name: "large:9b" }];

/** A console that knows one server, and ways to talk in it. */
export async function openChats(options: Partial<TestOllamaOptions> = {}) {
  const ollama = await startTestOllama({ models, ...options });
  const opened = await openConsole();
  const { ask, post } = opened;
  const server = await post("/api/backends", { name: "Mine", kind: "ollama", url: ollama.url });
  const { id: instance } = await server.json();
  const patch = (path: string, body: object) =>
    ask(path, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const begin = async (more: object = {}): Promise<Chat> =>
    chat.parse(await (await post("/api/chats", { instance, model: "small:1b", ...more })).json());
  const read = async (id: string): Promise<Chat> => chat.parse(await (await ask(`/api/chats/${id}`)).json());
  /** Says something, and hears the answer to its end. */
  const say = async (id: string, asked: object): Promise<AnswerEvent[]> => {
    const events: AnswerEvent[] = [];
    for await (const event of hearAnswer(await post(`/api/chats/${id}/answer`, asked))) events.push(event);
    return events;
  };
  /** What the server was told in its latest conversation. */
  const toldLast = () => ollama.deeds.findLast(({ path }) => path === "/api/chat")?.body;
  return { ...opened, ollama, instance, patch, begin, read, say, toldLast };
}

/** What was refused, with its sentence. */
export const refusalOf = async (response: Response): Promise<string> => {
  const { error } = await response.json();
  return `${response.status} ${error.message} ${error.issues?.[0]?.message ?? ""}`.trim();
};
