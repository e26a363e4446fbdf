import type { Metadata } from "next";
import { CompareTable } from "#components/registry/compare-table.tsx";
import { comparedMax } from "#components/registry/compared-count.ts";
import { ReadRegistry } from "#components/registry/read-registry.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { paths } from "#lib/paths.ts";
import { readEntry } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Compare" };

export default async function ComparePage({ searchParams }: PageProps<"/browse/compare">) {
  const { model } = await searchParams;
  const names = [...new Set([model ?? []].flat())].slice(0, comparedMax);
  const found = await Promise.all(names.map(readEntry));
  const models = found.filter((entry) => entry !== undefined);
  const missing = names.filter((_, at) => found[at] === undefined);
  const back = (
    <LinkButton size="sm" href={paths.browse()}>
      All models
    </LinkButton>
  );
  if (models.length < 2) {
    return (
      <ReadRegistry>
        <Empty title="There are not two models to compare" actions={back}>
          {missing.length > 0
            ? `The registry has no ${missing.join(" and no ")}.`
            : "Select two to four in the list, then choose Compare."}
        </Empty>
      </ReadRegistry>
    );
  }
  return (
    <ReadRegistry>
      <CompareTable models={models} missing={missing} back={back} />
    </ReadRegistry>
  );
}
