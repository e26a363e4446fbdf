import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { Alert } from "#components/ui/alert.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { toCountWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

const shownAtOnce = 1;
const listedMax = 100;

export type RegistryState = Pick<RegistryAnswer, "problems" | "readOnly" | "all">;

/** Whether there are no models to be seen because of what is wrong; then nothing can be said of them. */
export const isNothingRead = ({ problems, readOnly, all }: RegistryState): boolean =>
  all.entries === 0 && (readOnly !== undefined || problems.length > 0);

/** What is wrong with the registry's files, and the way out; nothing at all when nothing is. */
export function RegistryNotices({ problems, readOnly, all }: RegistryState) {
  if (problems.length === 0 && readOnly === undefined) return null;
  // No backup mends what is not broken.
  const toBackups = !problems.some(({ isNewer }) => isNewer) && (
    <LinkButton size="sm" href={paths.maintenanceBackups()}>
      Open backups
    </LinkButton>
  );
  // Why it can only be read is one of its problems.
  const why = problems.length === 0 ? readOnly : <ProblemList problems={problems} />;
  if (readOnly !== undefined && all.entries === 0) {
    return (
      <Alert tone="danger" title="The registry cannot be read." actions={toBackups}>
        {why}
      </Alert>
    );
  }
  const title =
    readOnly === undefined
      ? `${toCountWords(problems.length, "problem")} in the registry's files`
      : "The registry can only be read now.";
  return (
    <Alert
      tone="warning"
      title={title}
      actions={
        <>
          {problems.length > 0 && (
            <LinkButton size="sm" href={paths.maintenance()}>
              Check its health
            </LinkButton>
          )}
          {toBackups}
        </>
      }
    >
      {why}
    </Alert>
  );
}

/** The first problem stands open; a long list waits below it, so that the models stay in sight. */
function ProblemList({ problems }: Pick<RegistryAnswer, "problems">) {
  const rest = problems.slice(shownAtOnce, listedMax);
  const untold = problems.length - listedMax;
  return (
    <>
      <Problems problems={problems.slice(0, shownAtOnce)} />
      {rest.length > 0 && (
        <details className="mt-1">
          <summary className="w-fit rounded-sm text-ink underline underline-offset-2">
            Show {toCountWords(problems.length - shownAtOnce, "more problem")}
          </summary>
          <div className="mt-1 max-h-60 overflow-y-auto">
            <Problems problems={rest} />
            {untold > 0 && <p className="mt-1">{toCountWords(untold, "problem")} beyond these.</p>}
          </div>
        </details>
      )}
    </>
  );
}

function Problems({ problems }: Pick<RegistryAnswer, "problems">) {
  return (
    <ul className="flex flex-col gap-1">
      {problems.map(({ file, name, message, hint }) => (
        <li key={`${file} ${name ?? ""} ${message}`}>
          {message} {hint}
        </li>
      ))}
    </ul>
  );
}
