import type { Metadata } from "next";
import { LinkButton } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { paths } from "#lib/paths.ts";

export const metadata: Metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <main className="mx-auto max-w-2xl px-4 py-16">
      <Empty
        title="There is nothing at this address."
        actions={
          <>
            <LinkButton variant="primary" href={paths.browse()}>
              Browse the models
            </LinkButton>
            <LinkButton href={paths.runs()}>See the runs</LinkButton>
          </>
        }
      >
        A model may have been renamed or removed, or a run's folder cleared away.
      </Empty>
    </main>
  );
}
