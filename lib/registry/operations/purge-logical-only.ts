import type { Operation } from "./maintain.ts";

/**
 * Entries without files go. Whether an entry has files is asked of both its layers together: the half that is kept by
 * hand never names a path, and is no entry without files while the other half does.
 */
export function purgeLogicalOnly({ includeCurated }: { includeCurated: boolean }): Operation {
  return ({ entries }) => {
    const logical = entries.filter(({ logicalOnly }) => logicalOnly);
    const spared = logical.filter(({ layer }) => !includeCurated && layer === "curated").length;
    return {
      findings: logical
        .filter(({ layer }) => includeCurated || layer === "discovered")
        .map(({ name }) => ({ deed: "remove", name, why: "it has no files" })),
      warnings: spared > 0 ? [`${spared} without files stay because they are kept by hand.`] : [],
    };
  };
}
