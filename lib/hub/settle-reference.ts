import type { Hub } from "./hub.ts";
import { isModelFile } from "./reference-parts.ts";
import type { RepoReference } from "./repo-reference.ts";

/** Where an address leaves open how long the name of the branch is, the longest branch or tag that fits is meant. */
export async function settleReference(
  hub: Pick<Hub, "refs">,
  reference: RepoReference,
  signal?: AbortSignal,
): Promise<RepoReference> {
  const { unsplit } = reference;
  if (unsplit === undefined) return reference;
  const { branches, tags } = await hub.refs(reference.repo, signal);
  const names = new Set([...branches, ...tags].map(({ name }) => name));
  for (let length = unsplit.length; length > 1; length -= 1) {
    const revision = unsplit.slice(0, length).join("/");
    if (!names.has(revision)) continue;
    const path = unsplit.slice(length).join("/") || undefined;
    const isFile = reference.file !== undefined || isModelFile(path);
    return {
      ...reference,
      ...{ revision, unsplit: undefined },
      ...(isFile ? { file: path, folder: undefined } : { file: undefined, folder: path }),
    };
  }
  return { ...reference, unsplit: undefined };
}
