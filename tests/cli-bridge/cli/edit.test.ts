import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entryAt, makePlace, put, readLayer, resultTold } from "./modeldeck.ts";

const tiny = (more: object = {}) =>
  entryAt("tiny", "/models/tiny", {
    backend_config: {
      port: 24001,
      model_path: "/models/tiny",
      extra_args: ["--max-model-len=4096", "--odd"],
    },
    generation_defaults: { temperature: 0.7 },
    roles: ["chat", "my-own"],
    role_priority: { chat: 50, "my-own": 10 },
    kept: { by: 1 },
    ...more,
  });

async function placeWith(...entries: object[]) {
  const place = await makePlace(entries);
  const first = async () => (await readLayer(place.registry))[0] ?? {};
  return { ...place, first };
}

test("a priority in a role that was not played before is no matter of another role", async () => {
  const { run, first } = await placeWith(tiny({ roles: ["chat"] }));
  await run("set-roles", "tiny", "--add=caption", "--apply");
  expect(await first()).toMatchObject({
    roles: ["chat", "caption"],
    role_priority: { chat: 50, "my-own": 10 },
  });
  expect(await run("set-roles", "tiny", "--priority=my-own=", "--apply")).toMatchObject({ stderr: "" });
  expect((await first()).role_priority).toEqual({ chat: 50 });
});

test("roles become what was said, and the priority of a dropped role goes with it", async () => {
  const { run, first } = await placeWith(tiny());
  const words = ["set-roles", "tiny", "--add=caption", "--drop=chat", "--priority=caption=80"];
  expect((await run(...words)).stdout).toContain("Dry run");
  expect((await first()).roles).toEqual(["chat", "my-own"]);
  expect(await run(...words, "--apply")).toMatchObject({ code: 0, stderr: "" });
  expect(await first()).toMatchObject({
    roles: ["my-own", "caption"],
    role_priority: { "my-own": 10, caption: 80 },
    kept: { by: 1 },
  });
  expect(await run("set-roles", "tiny", "--clear", "--apply")).toMatchObject({ code: 0 });
  expect(await first()).toMatchObject({ roles: [], role_priority: {} });
});

test.each([
  ["--priority=chat=101", "is no priority"],
  ["--roles=a=b", "cannot be a role"],
  ["--add=two words", "A role is one word of up to 64 letters"],
  ["--backup", "Nothing was said about roles"],
])("set-roles refuses %s", async (word, says) => {
  const { run } = await placeWith(tiny());
  const said = await run("set-roles", "tiny", word, "--apply");
  expect(said.code).not.toBe(0);
  expect(said.stderr).toContain(says);
});

test("of several models each is told of, and a locked one blocks by name until it is left out", async () => {
  const locked = { ...tiny(), name: "held", version_lock: { locked: true } };
  const { run, json, registry } = await placeWith(tiny(), locked, { ...tiny(), name: "other" });
  const words = ["set-roles", "tiny", "held", "other", "gone", "--add=ocr"];
  expect(await json(...words)).toMatchObject({ blocked: [{ item: "held" }, { item: "gone" }] });
  expect((await run(...words, "--apply")).stderr).toContain("held is locked");
  const said = await run(...words, "--except=held,gone", "--apply");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(resultTold(said)).toMatchObject({
    result: {
      summary: "Saved the roles of 2 models.",
      report: { results: [{ name: "tiny", state: "changed" }, { state: "left out" }, {}, {}] },
    },
  });
  const entries = await readLayer(registry);
  expect(entries.map(({ roles }) => (roles as string[]).includes("ocr"))).toEqual([true, false, true]);
});

test("arguments are split as a shell would, and what is odd about them is said in the plan", async () => {
  const { run, json, first } = await placeWith(tiny());
  const args = `--args=--max-model-len 8192\n--limit-mm-per-prompt '{"image": 4}'\n--max-modle-len 1`;
  expect(await json("set-args", "tiny", args)).toMatchObject({
    warnings: [expect.stringContaining("Did you mean --max-model-len?")],
  });
  expect(await run("set-args", "tiny", args, "--apply")).toMatchObject({ code: 0, stderr: "" });
  expect(await first()).toMatchObject({
    backend_config: {
      port: 24001,
      extra_args: [
        "--max-model-len",
        "8192",
        "--limit-mm-per-prompt",
        '{"image": 4}',
        "--max-modle-len",
        "1",
      ],
    },
  });
  expect((await run("set-args", "tiny", "--args='open", "--apply")).stderr).toContain("is never closed");
  expect(await run("set-args", "tiny", "--clear", "--apply")).toMatchObject({ code: 0 });
  expect(await first()).toMatchObject({ backend_config: { extra_args: [] } });
});

test("defaults are set and emptied, and loading parameters stand among the arguments", async () => {
  const { run, json, first } = await placeWith(tiny());
  const words = ["--top-k=40", "--unset=temperature", "--stop=</s> User:", "--max-model-len=8192"];
  const more = ["--tensor-parallel-size=1", "--kv-cache-dtype=fp8", "--apply"];
  expect(await run("set-defaults", "tiny", ...words, ...more)).toMatchObject({ code: 0, stderr: "" });
  expect(await first()).toMatchObject({
    generation_defaults: { top_k: 40, stop_sequences: ["</s>", "User:"] },
    backend_config: { extra_args: ["--max-model-len=8192", "--odd", "--kv-cache-dtype", "fp8"] },
  });
  expect((await first()).generation_defaults).not.toHaveProperty("temperature");
  const odd = ["set-defaults", "tiny", "--max-tokens=4096", "--context-window=1024", "--num-ctx=2048"];
  expect(await json(...odd)).toMatchObject({
    warnings: ["4096 tokens do not fit into a context window of 1024.", expect.stringContaining("--num-ctx")],
  });
  expect((await run("set-defaults", "tiny", "--unset=nonsense")).stderr).toContain(
    "no default named nonsense",
  );
});

test("backend settings are set and emptied beside the arguments", async () => {
  const { run, first } = await placeWith(tiny());
  const words = ["--backend=lmdeploy", "--port=0", "--host=gpu-1", "--served-as=tiny-1"];
  await run("set-backend", "tiny", ...words, "--base-url=http://gpu-1:24001/v1", "--apply");
  expect(await first()).toMatchObject({
    backend: "lmdeploy",
    served_model_id: "tiny-1",
    backend_config: {
      port: 0,
      host: "gpu-1",
      base_url: "http://gpu-1:24001/v1",
      extra_args: ["--max-model-len=4096", "--odd"],
    },
  });
  await run("set-backend", "tiny", "--unset=host,base-url,served-as", "--apply");
  expect(await first()).toMatchObject({ served_model_id: null });
  expect((await first()).backend_config).not.toHaveProperty("host");
});

test("a host is a name or an IP address, and one that was there before stays beside other changes", async () => {
  const { run, first } = await placeWith(tiny({ backend_config: { host: "a b", port: 1 } }));
  for (const host of ["a b", "evil.com/path", "gpu-1:8000"])
    expect(await run("set-backend", "tiny", `--host=${host}`, "--apply")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--host: Say a name or an IP address alone"),
    });
  expect(await run("set-backend", "tiny", "--port=2", "--apply")).toMatchObject({ code: 0 });
  expect(await first()).toMatchObject({ backend_config: { host: "a b", port: 2 } });
  for (const host of ["2001:db8::7", "[2001:db8::7]", "192.0.2.7"]) {
    expect(await run("set-backend", "tiny", `--host=${host}`, "--apply")).toMatchObject({ code: 0 });
    expect(await first()).toMatchObject({ backend_config: { host, port: 2 } });
  }
});

test("a name by which a model is served is written alone, and None is none", async () => {
  const { run, first } = await placeWith({ name: "bare", backend: "vllm" });
  expect((await run("set-backend", "bare", "--served-as=None", "--apply")).stderr).toContain(
    "Empty the name with --unset=served-as.",
  );
  await run("set-backend", "bare", "--served-as=bare-1", "--apply");
  expect(await first()).toEqual({ name: "bare", backend: "vllm", served_model_id: "bare-1" });
});

test("a locked model can be tagged and noted, and nothing else", async () => {
  const { run, first } = await placeWith(tiny({ version_lock: { locked: true } }));
  const words = ["--add-tags=laptop,quick", "--notes=Two lines\nof it", "--favourite=yes"];
  expect(await run("set-meta", "tiny", ...words, "--apply")).toMatchObject({ code: 0, stderr: "" });
  expect(await first()).toMatchObject({
    metadata: { tags: ["laptop", "quick"], notes: "Two lines\nof it", favourite: true },
  });
  expect((await run("set-meta", "tiny", "--deprecated=yes", "--apply")).stderr).toContain("tiny is locked");
  for (const command of [
    ["set-roles", "--clear"],
    ["set-args", "--clear"],
    ["set-backend", "--port=1"],
  ]) {
    expect((await run(...command, "--apply", "--", "tiny")).stderr).toContain("tiny is locked");
  }
});

test("a lock can expect just the content that was read, and is opened again", async () => {
  const { run, root, registry } = await placeWith();
  const path = join(root, "owner", "tiny");
  await put(join(path, "model.safetensors"), "weights");
  await writeFile(join(registry, "model_registry.discovered.json"), JSON.stringify([entryAt("tiny", path)]));
  expect(await run("lock", "tiny", "--set-expected", "--apply")).toMatchObject({ code: 0, stderr: "" });
  const [entry] = await readLayer(registry);
  expect(entry).toMatchObject({
    artifacts: {
      aggregate_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      files: [{ path: "model.safetensors" }],
    },
    version_lock: { locked: true, expected_aggregate_sha256: Object(entry?.artifacts).aggregate_sha256 },
  });
  expect((await run("lock", "tiny", "--apply")).stdout).toContain("Locked already.");
  expect(await run("unlock", "tiny", "--apply")).toMatchObject({ code: 0, stderr: "" });
  expect((await readLayer(registry))[0]?.version_lock).toMatchObject({ locked: false });
  await mkdir(join(root, "empty"));
  await writeFile(join(registry, "model_registry.discovered.json"), JSON.stringify([entryAt("bare", null)]));
  expect((await run("lock", "bare", "--set-expected", "--apply")).stderr).toContain(
    "no download path recorded",
  );
});

test("an edit that was thought of before another one says what was changed meanwhile", async () => {
  const { run } = await placeWith(tiny());
  const said = await run("set-roles", "tiny", "--roles=ocr", "--was=0123456789ab", "--apply");
  expect(said.code).toBe(1);
  expect(said.stderr).toContain(
    'The roles of tiny were changed meanwhile: they are now {"roles":["chat","my-own"]',
  );
  const mark = /mark now is ([0-9a-f]{12})/.exec(said.stderr)?.[1];
  expect(await run("set-roles", "tiny", "--roles=ocr", `--was=${mark}`, "--apply")).toMatchObject({
    code: 0,
  });
});

test("an edit of a curated entry goes where a person keeps it, with the mark that the original heeds", async () => {
  const { run, registry } = await placeWith();
  const file = join(registry, "model_registry.curated.json");
  await writeFile(file, JSON.stringify([tiny()]));
  expect(await run("set-roles", "tiny", "--roles=code", "--apply")).toMatchObject({ code: 0, stderr: "" });
  const [entry] = JSON.parse(await readFile(file, "utf8"));
  expect(entry).toMatchObject({ roles: ["code"], metadata: { registry_layer: "curated" }, kept: { by: 1 } });
});

test("list-roles says who wins a role and why the others do not", async () => {
  const chat = (name: string, more: object) => entryAt(name, null, { roles: ["chat", "caption"], ...more });
  const { run, json } = await placeWith(
    chat("low", { role_priority: { chat: 20 } }),
    chat("high", { role_priority: { chat: 80 }, capabilities: { vision: true } }),
    chat("old", { role_priority: { chat: 90 }, deprecated: true }),
    chat("none", {}),
  );
  expect(await json("list-roles", "--why", "--role=chat")).toMatchObject([
    {
      role: "chat",
      winner: "high",
      why: "priority 80 is the highest",
      contenders: [
        { name: "high", wins: true },
        { name: "low", why: "priority 20, less than the 80 of high" },
        { name: "none", why: "no priority, which counts as 0, less than the 80 of high" },
        { name: "old", why: "it is deprecated" },
      ],
    },
  ]);
  const { stdout } = await run("list-roles", "--why");
  expect(stdout).toContain("caption: high - it is the only one that can; it is a name only");
  expect(stdout).toContain("not low: caption takes a model that can see");
});
