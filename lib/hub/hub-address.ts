export const toPath = (text: string) => text.split("/").map(encodeURIComponent).join("/");

/** The addresses of the hub's API, with everything that a name may hold encoded. */
export const hubAddress = {
  models: (endpoint: string) => `${endpoint}/api/models`,
  model: (endpoint: string, repo: string, revision: string | undefined) =>
    `${endpoint}/api/models/${toPath(repo)}/revision/${encodeURIComponent(revision ?? "main")}`,
  dataset: (endpoint: string, repo: string) => `${endpoint}/api/datasets/${toPath(repo)}`,
  refs: (endpoint: string, repo: string) => `${endpoint}/api/models/${toPath(repo)}/refs`,
  whoAmI: (endpoint: string) => `${endpoint}/api/whoami-v2`,
  file: (endpoint: string, { repo, commit, path }: { repo: string; commit: string; path: string }) =>
    `${endpoint}/${toPath(repo)}/resolve/${encodeURIComponent(commit)}/${toPath(path)}`,
};
