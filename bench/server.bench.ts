import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { delayOfReaders, growthWithReaders } from "./event-readers.ts";
import type { BenchResult } from "./measuring.ts";
import { end, root, startServer } from "./start-server.ts";

/** The bars: 100 of 10,000 entries at no less than 0.8 of a bare handler; 100 readers, 20 of them deaf. */
const bars = { timesBare: 0.8, growthMb: 60, delayP99Ms: 250 };
const clients = 20;
const roundMs = 3_000;
const rounds = 5;

/** A registry of 10,000 entries below a home of its own. */
async function makeHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), "modeldeck-bench-"));
  const entries = Array.from({ length: 10_000 }, (_, at) => ({
    name: `model-${at}`,
    display_name: `Model ${at}`,
    backend: at % 3 === 0 ? "ollama" : "vllm",
    quantization: at % 2 === 0 ? "AWQ" : "Q4_K_M",
    download_format: at % 2 === 0 ? "safetensors" : "gguf",
    download_path: join(home, "weights", `model-${at}`),
    download_size_bytes: at * 1_000_000,
    capabilities: { text: true, vision: at % 5 === 0 },
    roles: at % 100 === 0 ? ["captioner"] : [],
  }));
  await mkdir(join(home, "registry"));
  await writeFile(join(home, "registry", "model_registry.discovered.json"), JSON.stringify(entries));
  return home;
}

/** A Next app with one handler that returns these bytes and does nothing else. */
async function makeBareApp(bytes: Buffer): Promise<string> {
  const folder = join(root, "artefacts", "bare-next");
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "app", "api", "same"), { recursive: true });
  await writeFile(join(folder, "answer.json"), bytes);
  await writeFile(join(folder, "package.json"), '{"private":true,"type":"module"}');
  await writeFile(
    join(folder, "next.config.mjs"),
    `export default { compress: false, turbopack: { root: ${JSON.stringify(root)} } };`,
  );
  await writeFile(
    join(folder, "app", "layout.js"),
    "export default ({ children }) => <html><body>{children}</body></html>;",
  );
  await writeFile(
    join(folder, "app", "api", "same", "route.js"),
    `import { readFileSync } from "node:fs";
const bytes = readFileSync(process.env.ANSWER);
export const dynamic = "force-dynamic";
export const GET = () => new Response(bytes, { headers: { "content-type": "application/json; charset=utf-8" } });`,
  );
  await writeFile(
    join(folder, "serve.mjs"),
    `import { createServer } from "node:http";
import next from "next";
const app = next({ dev: false, dir: ${JSON.stringify(folder)} });
await app.prepare();
const handle = app.getRequestHandler();
const server = createServer((request, response) => handle(request, response));
server.listen(0, "127.0.0.1", () => console.log("http://127.0.0.1:" + server.address().port));`,
  );
  const build = spawn(
    process.execPath,
    [join(root, "node_modules", "next", "dist", "bin", "next"), "build"],
    {
      cwd: folder,
      env: {
        ...process.env,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        ANSWER: join(folder, "answer.json"),
      },
      stdio: "ignore",
    },
  );
  const [code] = await once(build, "exit");
  if (code !== 0) throw new Error("The bare app could not be built.");
  return folder;
}

/** Answers a second, with a few clients that each wait for their answer. */
async function rateOf(port: number, path: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const until = performance.now() + roundMs;
  let answers = 0;
  const ask = () =>
    new Promise<void>((resolve, reject) => {
      get({ port, host: "127.0.0.1", path, agent }, (response) => {
        response.resume().once("end", resolve);
        if (response.statusCode !== 200) reject(new Error(`${path}: ${response.statusCode}`));
      }).once("error", reject);
    });
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (; performance.now() < until; answers += 1) await ask();
    }),
  );
  agent.destroy();
  return answers / (roundMs / 1_000);
}

async function bytesOf(port: number, path: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(`http://127.0.0.1:${port}${path}`)).arrayBuffer());
}

const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export async function bench(): Promise<BenchResult[]> {
  const home = await makeHome();
  const path = "/api/registry?limit=100";
  const ours = await startServer(["dist/modeldeck.mjs", "serve", "--port=0"], { MODELDECK_HOME: home });
  const folder = await makeBareApp(await bytesOf(ours.port, path));
  const bare = await startServer([join(folder, "serve.mjs")], { ANSWER: join(folder, "answer.json") });
  try {
    const rates = { ours: [] as number[], bare: [] as number[] };
    for (let round = 0; round <= rounds; round += 1) {
      const one = { bare: await rateOf(bare.port, "/api/same"), ours: await rateOf(ours.port, path) };
      // The first round warms both up.
      if (round === 0) continue;
      rates.bare.push(one.bare);
      rates.ours.push(one.ours);
    }
    const [oursRate, bareRate] = [middle(rates.ours), middle(rates.bare)];
    const growth = await growthWithReaders(ours);
    const delayP99Ms = await delayOfReaders(home);
    return [
      {
        name: "100 of 10,000 entries, against a bare Next handler",
        ratio: oursRate / bareRate,
        bar: `≥ ${bars.timesBare}`,
        detail: `${Math.round(oursRate)} against ${Math.round(bareRate)} answers a second`,
      },
      {
        name: "growth with 100 readers of a run, 20 of them deaf (MB)",
        ratio: growth.deafMb,
        bar: `≤ ${bars.growthMb}`,
        detail: `${Math.round(growth.controlMb)} MB with none of them deaf; ${Math.round(growth.allMb)} MB in all`,
      },
      {
        name: "delay of a line for the other 80, p99 (ms)",
        ratio: delayP99Ms,
        bar: `≤ ${bars.delayP99Ms}`,
        detail: "a line every 10 ms for 4 s",
      },
    ];
  } finally {
    await Promise.all([end(ours), end(bare)]);
    await rm(home, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await bench());
