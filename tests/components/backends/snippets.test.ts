import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { type Language, snippetOf, type Tongue } from "#components/backends/snippets.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const run = promisify(execFile);
const model = `it's "odd" $HOME \`name\``;

/** Answers in the shape of whoever is asked, and remembers how it was asked. */
async function startAnswering() {
  const asked: { url: string | undefined; body: unknown; key: string | undefined }[] = [];
  const answers: Record<string, object> = {
    "/api/chat": { message: { content: "blue" } },
    "/api/v1/chat": { output: [{ content: "blue" }] },
    "/v1/chat/completions": { choices: [{ message: { content: "blue" } }] },
    "/v1/messages": { content: [{ text: "blue" }] },
  };
  const server = createServer(async (request: IncomingMessage, response) => {
    asked.push({ url: request.url, body: await json(request), key: request.headers.authorization });
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(answers[request.url ?? ""] ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { asked, url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}` };
}

const runners: Record<Language, (text: string) => Promise<string>> = {
  curl: async (text) => (await run("sh", ["-c", text], { env: settings })).stdout,
  python: async (text) => (await run("python3", ["-c", text], { env: settings })).stdout,
  typescript: async (text) => {
    const file = join(await temporaryFolder(), "call.ts");
    await writeFile(file, text);
    return (await run(process.execPath, [file], { env: settings })).stdout;
  },
};
const settings = { NODE_ENV: "test", PATH: process.env.PATH, BACKEND_KEY: "the-key" } as const;

const has = (program: string) =>
  run(program, ["--version"]).then(
    () => true,
    () => false,
  );
const programs: Record<Language, boolean> = {
  curl: await has("curl"),
  python: await has("python3"),
  typescript: true,
};

const ways: [Tongue, "ollama" | "lmstudio", string][] = [
  ["native", "ollama", "/api/chat"],
  ["native", "lmstudio", "/api/v1/chat"],
  ["openai", "ollama", "/v1/chat/completions"],
  ["anthropic", "ollama", "/v1/messages"],
];

for (const language of ["curl", "python", "typescript"] as const) {
  test.runIf(programs[language]).each(ways)(
    `0.18 a call in ${language} runs as pasted: %s to %s`,
    async (tongue, kind, path) => {
      const { url, asked } = await startAnswering();
      const text = snippetOf({ kind, url, hasToken: true }, model, { tongue, language });
      expect(await runners[language](text ?? "")).toContain("blue");
      expect(asked).toMatchObject([{ url: path, key: "Bearer the-key", body: { model } }]);
    },
  );
}

test("a server without an interface of its own has no call in it", () => {
  expect(
    snippetOf({ kind: "vllm", url: "http://x:1", hasToken: false }, "m", {
      tongue: "native",
      language: "curl",
    }),
  ).toBeUndefined();
});
