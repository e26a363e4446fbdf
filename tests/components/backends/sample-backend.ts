import type { BackendAnswer, BackendModel, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";

/** A healthy server with nothing in it, and what a test says differently. */
export const backendNamed = (name: string, more: Partial<BackendAnswer> = {}): BackendAnswer => ({
  ...{ id: name, name, kind: "ollama", url: `http://${name.toLowerCase()}:11434`, from: "saved", tags: [] },
  ...{ hasToken: false, isLocal: true, state: "healthy", latencies: [], loaded: [] },
  ...{ circuit: { state: "closed", failures: 0 }, capabilities: [], endpoints: {} },
  ...more,
});

export const modelNamed = (id: string, more: Partial<BackendModel> = {}): BackendModel => ({
  ...{ id, isLoaded: false },
  ...more,
});

export const loadedNamed = (id: string, more: Partial<LoadedModel> = {}): LoadedModel => ({
  ...{ id, model: id, state: "ready" },
  ...more,
});
