import type { DownloadWanted } from "./download-plan.ts";

/** A download as a form or a terminal says it: what is usual is left out. */
type DownloadSaid = { model: string } & {
  [Name in keyof Omit<DownloadWanted, "model" | "formats">]?: DownloadWanted[Name] | undefined;
} & {
  format?: readonly string[] | undefined;
};

export const downloadWantedOf = (said: DownloadSaid): DownloadWanted => ({
  model: said.model,
  revision: said.revision,
  formats: said.format ?? [],
  weights: said.weights ?? [],
  files: said.files ?? [],
  supportRepo: said.supportRepo,
  includeOptional: said.includeOptional ?? true,
  includeLargeOptional: said.includeLargeOptional ?? false,
  force: said.force ?? false,
  acceptCode: said.acceptCode ?? false,
  layout: said.layout ?? "roots",
  location: said.location,
});
