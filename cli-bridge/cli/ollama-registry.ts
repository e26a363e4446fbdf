import type { Registry } from "#lib/backends/ollama/remote-manifest.ts";

/** How the registries of models are asked: over https, unless a person has said that theirs has no certificate. */
export const registryFor = (insecure: boolean | undefined, signal: AbortSignal): Registry => ({
  signal,
  ...(insecure && { addressOf: (host) => new URL(`http://${host}`) }),
});
