import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";

const highest = 100;

/** The roles a model may be chosen for; of several models the one with the highest priority wins. */
export function PaneRoles({ roles, rolePriority }: Pick<EntryDetails, "roles" | "rolePriority">) {
  if (roles.length === 0)
    return <p className="text-muted">This model has no role, so nothing chooses it by itself.</p>;
  const sorted = [...roles].sort((one, other) => (rolePriority[other] ?? 0) - (rolePriority[one] ?? 0));
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col gap-3">
        {sorted.map((role) => (
          <li key={role} className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1.5 text-sm">
            <span className="font-medium">{role}</span>
            <span className="text-muted">
              {rolePriority[role] === undefined ? "no priority" : `priority ${rolePriority[role]}`}
            </span>
            <svg
              aria-hidden="true"
              className="col-span-2 h-1 w-full"
              preserveAspectRatio="none"
              viewBox="0 0 100 1"
            >
              <rect width="100" height="1" className="fill-surface-3" />
              <rect width={Math.min(highest, rolePriority[role] ?? 0)} height="1" className="fill-accent" />
            </svg>
          </li>
        ))}
      </ul>
      <p className="text-muted text-sm">
        Of the models with a role, the one with the highest priority is chosen.
      </p>
    </div>
  );
}
