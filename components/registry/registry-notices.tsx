import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { Alert } from "#components/ui/alert.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { toCountWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

const shownAtOnce = 3;

/** What is wrong with the registry's files, and the way out; nothing at all when nothing is. */
export function RegistryNotices({ problems, readOnly }: Pick<RegistryAnswer, "problems" | "readOnly">) {
  if (problems.length === 0 && readOnly === undefined) return null;
  const toBackups = (
    <LinkButton size="sm" href={paths.maintenanceBackups()}>
      Open backups
    </LinkButton>
  );
  return (
    <div className="flex flex-col gap-2">
      {readOnly !== undefined && (
        <Alert tone="warning" title="The registry can only be read now." actions={toBackups}>
          {readOnly}
        </Alert>
      )}
      {problems.length > 0 && (
        <Alert
          tone="warning"
          title={`${toCountWords(problems.length, "problem")} in the registry's files`}
          actions={readOnly === undefined && toBackups}
        >
          <ul className="flex flex-col gap-1">
            {problems.slice(0, shownAtOnce).map(({ file, name, message, hint }) => (
              <li key={`${file} ${name ?? ""} ${message}`}>
                {message} <span className="text-muted">{hint}</span>
              </li>
            ))}
          </ul>
          {problems.length > shownAtOnce && (
            <p className="text-muted">
              {toCountWords(problems.length - shownAtOnce, "more problem")} of this kind.
            </p>
          )}
        </Alert>
      )}
    </div>
  );
}
