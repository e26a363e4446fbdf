import { describe, expect, it } from "vitest";
import { consentsFor } from "#lib/backends/managed/consents.ts";
import { guardVariable, toEnvironment } from "#lib/backends/managed/guard-environment.ts";
import { lookAtStart, toServerStart } from "#lib/backends/managed/plan-start.ts";
import { managedKinds, type ServerWanted } from "#lib/backends/managed/recipe.ts";
import { recipes } from "#lib/backends/managed/recipes/index.ts";
import { restartAfter } from "#lib/backends/managed/restart-policy.ts";
import { shownVariables } from "#lib/backends/managed/secret-words.ts";
import { servedModelOf } from "#lib/backends/managed/served-model.ts";
import { listensAt, serverUrl } from "#lib/backends/managed/server-address.ts";
import { guardValues } from "#lib/backends/managed/server-settings.ts";
import { nativeLine, saidWords } from "#lib/backends/managed/server-wanted.ts";

const wanted: ServerWanted = {
  ...{ model: "/m/tiny", servedAs: "tiny", host: "127.0.0.1", port: 9000, context: 8192, gpus: "1" },
  ...{ trustsCode: false, args: ["--host", "0.0.0.0", "--port=1"], env: {} },
};

describe("recipes", () => {
  it.each(managedKinds)("have %s listen where it was told, whatever its arguments say before", (kind) => {
    const recipe = recipes[kind];
    const last = recipe.argv(wanted).slice(-4).join(" ");
    const isLast = /^--\S+ 127\.0\.0\.1 --\S+ 9000$/.test(last);
    expect(isLast || recipe.env(wanted).OLLAMA_HOST === "127.0.0.1:9000").toBe(true);
  });

  it("say model, context and GPU in the words of each", () => {
    expect(recipes.vllm.argv({ ...wanted, args: [] }).join(" ")).toBe(
      "serve /m/tiny --served-model-name tiny --max-model-len 8192 --host 127.0.0.1 --port 9000",
    );
    expect(recipes.lmdeploy.argv({ ...wanted, args: [] }).join(" ")).toBe(
      "serve api_server /m/tiny --model-name tiny --session-len 8192 --server-name 127.0.0.1 --server-port 9000",
    );
    expect(recipes.llamacpp.argv({ ...wanted, args: [], model: "/m/t.gguf" }).join(" ")).toBe(
      "--model /m/t.gguf --alias tiny --ctx-size 8192 --host 127.0.0.1 --port 9000",
    );
    expect(recipes.ollama.env(wanted)).toEqual({
      ...{ CUDA_VISIBLE_DEVICES: "1", HIP_VISIBLE_DEVICES: "1" },
      ...{ OLLAMA_HOST: "127.0.0.1:9000", OLLAMA_CONTEXT_LENGTH: "8192" },
    });
  });

  it("give llama.cpp the first file of a model, and what lets it see", () => {
    const files = ["b-00002-of-00002.gguf", "b-00001-of-00002.gguf", "mmproj-f16.gguf", "readme.md"];
    const entry = { name: "b", path: "/m", files, backendConfig: {} };
    expect(servedModelOf(entry, "llamacpp")).toEqual({
      ...{ model: "/m/b-00001-of-00002.gguf", servedAs: "b", projector: "/m/mmproj-f16.gguf" },
    });
    expect(servedModelOf(entry, "vllm")).toEqual({ model: "/m", servedAs: "b" });
  });
});

describe("S39 what has to be agreed to", () => {
  const flags = (more: Partial<ServerWanted>) =>
    consentsFor({ ...wanted, args: [], ...more }).map(({ flag }) => flag);

  it.each([
    [{ host: "0.0.0.0" }, "expose"],
    [{ host: "::" }, "expose"],
    [{ host: "192.168.1.4" }, "expose"],
    [{ args: ["--allowed-origins", '["*"]'] }, "expose"],
    [{ args: ["--allow_origins=*"] }, "expose"],
    [{ args: ["--allowed-local-media-path=/"] }, "expose"],
    [{ args: ["--trust-remote-code"] }, "trust-remote-code"],
    [{ args: ["--trust_remote_code"] }, "trust-remote-code"],
    [{ args: ["--trust-rem"] }, "trust-remote-code"],
    [{ args: ["--middleware=os.system"] }, "trust-remote-code"],
    [{ args: ["--mid=os.system"] }, "trust-remote-code"],
    [{ args: ["--config=/tmp/a.yaml"] }, "trust-remote-code"],
    [{ args: ["--models-preset", "/tmp/a.ini"] }, "trust-remote-code"],
    [{ args: ["-lcd", "/home/me/.profile"] }, "expose"],
    [{ args: ["--model-url", "https://other.example/a", "-m", "/home/me/.profile"] }, "trust-remote-code"],
    [{ args: ["--distributed-executor-backend", "evil.Executor"] }, "trust-remote-code"],
    [{ args: ["--kv-transfer-config", '{"kv_connector_module_path":"evil"}'] }, "trust-remote-code"],
    [{ args: ["--kv-transfer-config.kv_connector_module_path=evil"] }, "trust-remote-code"],
    [{ args: ["--data-parallel-address", "0.0.0.0"] }, "expose"],
    [{ args: ["--proxy-url", "http://other.example"] }, "expose"],
    [{ env: { RAY_RUNTIME_ENV_HOOK: "evil.hook" } }, "trust-remote-code"],
    [{ env: { HTTPS_PROXY: "http://other.example" } }, "expose"],
    [{ env: { NCCL_DEBUG_FILE: "/home/me/.profile" } }, "expose"],
    [{ env: { GGML_BACKEND_PATH: "/tmp/a.so" } }, "trust-remote-code"],
    [{ env: { CUDA_INJECTION64_PATH: "/tmp/a.so" } }, "trust-remote-code"],
    [{ env: { OMP_TOOL_LIBRARIES: "/tmp/a.so" } }, "trust-remote-code"],
    [{ env: { VLLM_LOGGING_CONFIG_PATH: "/tmp/a.json" } }, "trust-remote-code"],
    [{ env: { HF_ENDPOINT: "https://other.example" } }, "expose"],
    [{ env: { OLLAMA_ORIGINS: "*" } }, "expose"],
    [{ env: { VLLM_SERVER_DEV_MODE: "1" } }, "expose"],
  ] as const)("%j needs --%s", (more, flag) => expect(flags(more)).toEqual([flag]));

  it("asks for nothing where all stays on this machine", () => {
    const args = ["--max-num-seqs", "4", "--model", "/m/b.gguf", "-ctk", "q8_0", "-np", "2"];
    args.push("--mmproj", "/m/eyes.gguf", "-dp", "2", "--distributed-executor-backend", "ray");
    const env = { OLLAMA_KEEP_ALIVE: "10m", OLLAMA_LLM_LIBRARY: "cuda_v12" };
    expect(flags({ args, env })).toEqual([]);
    for (const host of ["127.0.0.1", "127.0.0.2", "localhost", "::1"]) expect(flags({ host })).toEqual([]);
  });
});

describe("S19 a secret among the arguments", () => {
  const given = [
    [["--api-key", "sk-hidden"], "--api-key"],
    [["--api-key=sk-hidden"], "--api-key"],
    [["--api-keys", "sk-hidden", "sk-hidden-too"], "--api-keys"],
    [["--api-k", "sk-hidden"], "--api-k"],
    [["--hf-token", "hf_hidden"], "--hf-token"],
    [["-hft", "hf_hidden"], "-hft"],
  ] as const;

  it.each(given)("as in %j keeps a server from starting, and is not shown", async (args, option) => {
    expect(() => saidWords({ args: args.join(" ") })).toThrow(`${option} is a secret`);
    const agreed = { expose: true, trustsCode: true, saved: {} };
    const looking = { env: { NODE_ENV: "test" as const }, agreed, hasKey: false };
    const { blocked } = await lookAtStart(recipes.vllm, { ...wanted, args }, looking);
    expect(blocked.map(({ why }) => why)).toContain(`${option} would put a secret on its command line`);
    const line = nativeLine(toServerStart(recipes.vllm, { ...wanted, args }));
    expect(line).not.toContain("hidden");
    expect(line).toContain("--served-model-name tiny");
  });

  it("is masked in what a server finds in its environment, and what it does not read is left out", () => {
    const gpu = "GPU-3a1c7e52-9f04-4b7e-8a61-0d2f5c9b8e17";
    const env = {
      VLLM_API_KEY: "sk-hidden",
      HTTPS_PROXY: "http://me:hidden@proxy:1",
      CUDA_VISIBLE_DEVICES: gpu,
    };
    const shown = shownVariables({ ...env, HOME: "/home/me" });
    expect(shown.map(({ name }) => name)).toEqual(["CUDA_VISIBLE_DEVICES", "HTTPS_PROXY", "VLLM_API_KEY"]);
    expect(shown.map(({ value }) => value)).toEqual([gpu, "http://••••••••@proxy:1", "••••••••"]);
  });

  it.each([
    ["me:hidden@proxy:3128", "••••••••@proxy:3128"],
    ["http://me:hid@den@proxy", "http://••••••••@proxy"],
    ["http://me:hid/den@proxy", "http://••••••••@proxy"],
    ["http://proxy:3128", "http://proxy:3128"],
    ["proxy:3128", "proxy:3128"],
  ])("is masked in the proxy %s", (value, shown) => {
    expect(shownVariables({ HTTPS_PROXY: value })).toEqual([{ name: "HTTPS_PROXY", value: shown }]);
  });

  it("is not shown of a proxy, which lets nobody in", async () => {
    const env = { HTTPS_PROXY: "http://me:hidden@proxy:1" };
    const [{ says } = { says: "" }] = consentsFor({ ...wanted, args: [], env });
    expect(says).toContain("@proxy:1");
    const line = nativeLine(toServerStart(recipes.vllm, { ...wanted, args: [], env }));
    expect(`${says} ${line}`).not.toContain("hidden");
    const agreed = { expose: true, trustsCode: false, saved: {} };
    const looking = { env: { NODE_ENV: "test" as const }, agreed, hasKey: false };
    const { warnings } = await lookAtStart(recipes.vllm, { ...wanted, args: [], env }, looking);
    expect(warnings).toEqual([]);
  });

  it("is not taken for one where it is a count, a file or nothing", () => {
    const args = "--max-tokens 8 --api-key-file /run/key --api-server-count 2 --hf-token";
    expect(saidWords({ args }).args).toHaveLength(7);
  });
});

describe("S10 a value", () => {
  it.each(["model", "servedAs", "projector", "host"])("of %s is never an option", (field) => {
    const start = () => toServerStart(recipes.vllm, { ...wanted, [field]: "--trust-remote-code" });
    expect(start).toThrow("would be taken for an option");
  });
});

describe("S20 variables", () => {
  it("are taken where a server reads them", () => {
    expect(toEnvironment(["OLLAMA_ORIGINS=a=b,c", "CUDA_VISIBLE_DEVICES=0,1"])).toEqual({
      ...{ OLLAMA_ORIGINS: "a=b,c", CUDA_VISIBLE_DEVICES: "0,1" },
    });
  });

  it.each([
    "LD_PRELOAD",
    "NODE_OPTIONS",
    "PYTHONPATH",
    "PATH",
    "MODELDECK_HOME",
    "HF_TOKEN",
    "VLLM_API_KEY",
    "LLAMA_ARG_STATIC_PATH",
  ])("named %s are refused", (name) =>
    expect(() => guardVariable(name)).toThrow(/no variable of a server|is a secret|in another spelling/),
  );

  it.each(["OLLAMA_NUM_CTX", "OLLAMA_GPU_LAYERS", "OLLAMA_PORT", "OLLAMA_NUM_GPU"])(
    "6b 6c that are not real, as %s, are refused",
    (name) => expect(() => guardVariable(name)).toThrow(`${name} would do nothing.`),
  );
});

describe("6b 6c 6d what Ollama is told", () => {
  it("is what it reads, in values that it understands", () => {
    const right = { OLLAMA_KEEP_ALIVE: "-1", OLLAMA_CONTEXT_LENGTH: "8192", OLLAMA_KV_CACHE_TYPE: "q8_0" };
    expect(() => guardValues(right)).not.toThrow();
    expect(() => guardValues({ OLLAMA_MODELS: "/models", OLLAMA_HOST: "0.0.0.0" })).not.toThrow();
  });

  it.each([
    ["OLLAMA_KEEP_ALIVE", "soon"],
    ["OLLAMA_CONTEXT_LENGTH", "8k"],
    ["OLLAMA_KV_CACHE_TYPE", "q2"],
    ["OLLAMA_MODELS", "models"],
    // A service has no shell that would make a home of it.
    ["OLLAMA_MODELS", "~/models"],
    ["OLLAMA_ORIGINS", 'a"\nEnvironment="X=1'],
    ["OLLAMA_CONTEXT_LENGHT", "1"],
    // No Ollama has ever read these: layers and context belong to a model, or to a load.
    ["OLLAMA_GPU_LAYERS", "20"],
    ["OLLAMA_NUM_CTX", "8192"],
  ])("is refused where it is not: %s=%s", (name, value) => {
    expect(() => guardValues({ [name]: value })).toThrow(
      /is no value of|is no variable of Ollama|would do nothing/,
    );
  });
});

describe("a server that failed", () => {
  const on = { isOn: true, most: 3 };

  it("is not started again unless that was wanted", () => {
    expect(
      restartAfter({ isOn: false, most: 3 }, { readyMs: 5, cause: undefined, restarts: 0 }),
    ).toBeUndefined();
  });

  it("is started again later each time, and not for ever", () => {
    const waits = [0, 1, 2, 3].map(
      (restarts) => restartAfter(on, { readyMs: 5, cause: "crashed", restarts })?.waitMs,
    );
    expect(waits).toEqual([1_000, 5_000, 15_000, undefined]);
  });

  it("has failed for the first time again after it was well for long", () => {
    expect(restartAfter(on, { readyMs: 3_600_000, cause: undefined, restarts: 3 })).toEqual({
      waitMs: 1_000,
      restarts: 1,
    });
  });

  it.each(["memory", "port", "not-found", "cuda"] as const)(
    "over %s is left, because trying again changes nothing",
    (cause) => {
      expect(restartAfter(on, { readyMs: undefined, cause, restarts: 0 })).toBeUndefined();
    },
  );
});

describe("addresses", () => {
  it("are those at which this machine reaches a server", () => {
    expect(serverUrl("0.0.0.0", 1)).toBe("http://127.0.0.1:1");
    expect(serverUrl("::", 1)).toBe("http://[::1]:1");
    expect(listensAt("0.0.0.0:11500")).toEqual({ host: "0.0.0.0", port: 11_500 });
    expect(listensAt("http://[::1]:8080")).toEqual({ host: "::1", port: 8080 });
    expect(listensAt("localhost")).toEqual({ host: "localhost" });
  });
});
