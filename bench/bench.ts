import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { type BenchResult, tellAll } from "./measuring.ts";

/** Runs every benchmark, or those whose file is named: `npm run bench -- registry cli`. */
const wanted = process.argv.slice(2);
const files = readdirSync(new URL(".", import.meta.url))
  .filter((file) => file.endsWith(".bench.ts"))
  .filter((file) => wanted.length === 0 || wanted.includes(file.replace(".bench.ts", "")))
  .sort();

console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}, ${process.platform}`,
);
for (const file of files) {
  const { bench } = (await import(new URL(file, import.meta.url).href)) as {
    bench: () => Promise<BenchResult[]>;
  };
  await tellAll(bench);
}
