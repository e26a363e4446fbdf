import type { Settings } from "#lib/state/settings.ts";

/** Where the registry is, and below which folders models lie. */
export const placesOf = ({ registryDir, roots }: Settings) => ({
  dir: registryDir.value,
  roots: roots.value,
});
