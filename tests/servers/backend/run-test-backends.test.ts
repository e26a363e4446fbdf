import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { backendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { adapterOf } from "#lib/backends/adapters.ts";
import { discoverBackends, type Found } from "#lib/backends/discover/discover-backends.ts";
import { openBackendHttp } from "#lib/backends/http/open-backend-http.ts";

it("starts one of every kind by hand, each told from the others, and ends when it is told to", async () => {
  const program = fileURLToPath(new URL("../run-test-backends.ts", import.meta.url));
  const servers = spawn(process.execPath, [program, "--ports", "any"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void servers.kill("SIGKILL"));
  const urls: string[] = [];
  let said: string | undefined;
  for await (const line of createInterface(servers.stdout)) {
    urls.push(...(/^ {2}(http\S+)/.exec(line)?.slice(1) ?? []));
    if (line.endsWith("npm start")) {
      said = line;
      break;
    }
  }
  expect(said).toMatch(
    /OLLAMA_HOST=http\S+ LMSTUDIO_URL=http\S+ VLLM_URL=\S+ LMDEPLOY_URL=\S+ LLAMACPP_URL=\S+/,
  );
  const ports = urls.map((url) => Number(new URL(url).port));
  const kinds = ["ollama", "lmstudio", "vllm", "lmdeploy", "llamacpp", "llamacpp"] as const;
  let found: Found[] = [];
  const findKinds = async () => {
    found = await discoverBackends({ ports });
    return found.map(({ kind }) => kind);
  };
  // On a busy machine not everybody answers within the time that discovery gives.
  await expect.poll(findKinds, { timeout: 15_000 }).toEqual(kinds);
  expect(backendKind.exclude(["openai"]).options.filter((kind) => !kinds.includes(kind))).toEqual([]);
  for (const { kind, url } of found.slice(0, 4)) {
    const http = openBackendHttp({ url, token: undefined });
    onTestFinished(() => http.close());
    expect((await (await adapterOf(kind)).list(http)).length).toBeGreaterThan(0);
  }
  servers.kill("SIGINT");
  expect(await once(servers, "exit")).toEqual([0, null]);
});
