import { expect, test } from "vitest";
import { adapterOf } from "#lib/backends/adapters.ts";
import { chatOnce } from "#lib/backends/chat-once.ts";
import { openBackend } from "../../servers/backend/open-backend.ts";
import { type Routes, serveBackend } from "../../servers/backend/serve-backend.ts";

const ollama = async (routes: Routes) => {
  const { server, http } = await openBackend(
    serveBackend({ routes: () => routes, unknown: ({ json }) => json(404, {}) }),
  );
  return { server, http, adapter: await adapterOf("ollama") };
};
const whole = { capabilities: [], details: { context_length: 5 } };

test("S18 a longer list than any server has is not read to its end", async () => {
  const models = Array.from({ length: 10_010 }, (_, at) => ({ name: `m${at}`, ...whole }));
  const { http, adapter } = await ollama({
    "GET /api/tags": ({ json }) => json(200, { models }),
    "GET /api/ps": ({ json }) => json(200, { models: models.slice(0, 1_100) }),
  });
  expect(await adapter.list(http)).toHaveLength(10_000);
  expect(await adapter.loaded(http)).toHaveLength(1_000);
});

test("S22 a name that is none is left out, and other words are made plain and short", async () => {
  const long = "a".repeat(1_000_000);
  const told = { ...whole, details: { family: long, quantization_level: "Q4\u001b[31m" }, size: 1e308 };
  const names = ["fine", long, "two\nlines", "\u001b[31mred"].map((name) => ({ ...told, name, model: name }));
  const { http, adapter } = await ollama({
    "GET /api/version": ({ json }) => json(200, { version: "1.0\u001b]52;c;x\u0007" }),
    "GET /api/tags": ({ json }) => json(200, { models: names }),
    "GET /api/ps": ({ json }) => json(200, { models: names }),
    "POST /api/show": ({ json }) => json(200, {}),
  });
  expect(await adapter.version(http)).toBe("1.0 ]52;c;x");
  const [model, ...others] = await adapter.list(http);
  expect(others).toEqual([]);
  expect(model).toMatchObject({ id: "fine", family: "a".repeat(200), quantization: "Q4 [31m" });
  expect(model?.bytes).toBeUndefined();
  expect(await adapter.loaded(http)).toMatchObject([{ id: "fine" }]);
});

test("a time that no date can hold is not told", async () => {
  const { http, adapter } = await ollama({
    "GET /api/ps": ({ json }) =>
      json(200, { models: [{ name: "m", expires_at: "-271821-04-20T00:00:00Z" }] }),
  });
  const [loaded] = await adapter.loaded(http);
  expect(loaded).toMatchObject({ id: "m", state: "ready" });
  expect(loaded?.expiresAt).toBeUndefined();
});

test("S18 of an answer in a conversation that never ends only the beginning is kept", async () => {
  const { http, adapter } = await ollama({
    "POST /api/chat": ({ text }) => {
      const line = `${JSON.stringify({ message: { content: "x".repeat(1_000_000) } })}\n`;
      text(200, `${line.repeat(8)}${JSON.stringify({ done: true })}\n`);
    },
  });
  const said = await chatOnce((said) => adapter.converse(http, said), {
    model: "m",
    prompt: "Hi",
    tokensMax: 8,
  });
  expect(said.text).toHaveLength(32_768);
});

test("S18 an error that hides in itself without end is still an error", async () => {
  const deep = `${'{"error":'.repeat(200_000)}1${"}".repeat(200_000)}`;
  const { http, adapter } = await ollama({ "GET /api/version": ({ text }) => text(200, deep) });
  await expect(adapter.version(http)).rejects.toMatchObject({ name: "ConsoleError" });
});
