import { LinkButton } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { paths } from "#lib/paths.ts";

export function NothingHere() {
  return (
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
  );
}
