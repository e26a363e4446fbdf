import { tagsOf } from "./describe-repo.ts";
import type { Repository } from "./repository.ts";

const units: Record<string, number> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };
const appsWithGguf = ["ollama", "lmstudio", "llama.cpp", "jan"];

/** The repositories that a search finds, in the order that it asks for. */
export function searchRepos(all: readonly Repository[], query: URLSearchParams): Repository[] {
  const sort = query.get("sort") ?? "trendingScore";
  const upwards = query.get("direction") === "1" || (sort === "id" && query.get("direction") !== "-1");
  return all
    .filter((repository) => isFound(repository, query))
    .map((repository) => ({ repository, rank: rankOf(repository, sort) }))
    .sort((a, b) => (upwards ? 1 : -1) * compare(a.rank, b.rank))
    .map(({ repository }) => repository);
}

function isFound(repository: Repository, query: URLSearchParams): boolean {
  const { said } = repository;
  const name = said.name.toLowerCase();
  const words = (query.get("search") ?? "").toLowerCase().split(/\s+/);
  const author = query.get("author");
  const task = query.get("pipeline_tag");
  const gated = query.get("gated");
  const apps = query.get("apps")?.split(",") ?? [];
  const wanted = [...query.getAll("filter"), ...query.getAll("library")].flatMap((text) => text.split(","));
  const tags = tagsOf(repository, [...(repository.branches.get("main")?.files.values() ?? [])]);
  return (
    words.every((word) => name.includes(word)) &&
    (author === null || name.startsWith(`${author.toLowerCase()}/`)) &&
    (task === null || said.pipelineTag === task) &&
    (gated === null || (said.gated !== undefined) === (gated === "true")) &&
    wanted.every((tag) => tags.includes(tag)) &&
    (apps.length === 0 ||
      apps.some((app) => tags.includes(appsWithGguf.includes(app) ? "gguf" : "safetensors"))) &&
    hasParameters(repository, query.get("num_parameters"))
  );
}

/** `min:6B,max:128B`, either part alone too. */
function hasParameters(repository: Repository, wanted: string | null): boolean {
  if (wanted === null) return true;
  const count = parametersOf(repository);
  return [...wanted.matchAll(/(min|max):([\d.]+)([KMBT]?)/g)].every(([, side, number, unit = ""]) => {
    const bound = Number(number) * (units[unit] ?? 1);
    return count > 0 && (side === "min" ? count >= bound : count <= bound);
  });
}

function parametersOf({ said }: Repository): number {
  const shape = said.safetensors ?? said.gguf ?? {};
  return "total" in shape && typeof shape.total === "number" ? shape.total : 0;
}

function rankOf(repository: Repository, sort: string): number | string {
  const { said } = repository;
  if (sort === "downloads") return said.downloads ?? 0;
  if (sort === "lastModified" || sort === "createdAt") return said.lastModified ?? "";
  if (sort === "num_parameters") return parametersOf(repository);
  if (sort === "id") return said.name;
  return said.likes ?? 0;
}

const compare = (a: number | string, b: number | string) => (a < b ? -1 : a > b ? 1 : 0);
