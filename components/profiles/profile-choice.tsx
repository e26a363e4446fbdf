import type { ProfilesAnswer } from "#cli-bridge/protocol/profiles-answer.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Expander } from "#components/ui/expander.tsx";

const columns = [
  { title: "Memory, MB", keys: ["max_vram_mb"] },
  { title: "Models at once", keys: ["max_concurrent_models"] },
  { title: "Strategy", keys: ["strategy"] },
  { title: "Prefers", keys: ["model_selection_bias", "preferred_quantizations"] },
] as const;

/** The profiles side by side, and the rule by which one of them is chosen. */
export function ProfileChoice({ answer }: { answer: ProfilesAnswer }) {
  const { profiles, rule, override } = answer;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {profiles.length === 0 && <p className="text-muted">The file has no deployment profiles.</p>}
      {profiles.length > 0 && (
        <section
          aria-label="Profiles side by side"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, and keys have to reach it.
          tabIndex={0}
          className="overflow-x-auto rounded-md border border-line"
        >
          <table className="w-full text-left">
            <thead className="bg-surface-2 text-muted text-sm">
              <tr>
                {["Profile", ...columns.map(({ title }) => title)].map((title) => (
                  <th key={title} scope="col" className="whitespace-nowrap px-3 py-2 font-medium">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {profiles.map((name) => (
                <tr key={name}>
                  <th scope="row" className="whitespace-nowrap px-3 py-2 font-medium font-mono text-sm">
                    {name} {name === override && <Badge tone="accent">asked for</Badge>}
                  </th>
                  {columns.map(({ title, keys }) => (
                    <td key={title} className="px-3 py-2 tabular-nums">
                      {wordsOf(answer, name, keys)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p>
        {override === undefined
          ? "IMAGEWORKS_DEPLOYMENT_PROFILE is not set, so the cards decide."
          : `IMAGEWORKS_DEPLOYMENT_PROFILE asks for ${override}${profiles.includes(override) ? "." : ", which the file does not have, so the cards decide."}`}
      </p>
      <Expander title="How one is chosen">
        <ol className="flex list-decimal flex-col gap-1 pl-5">
          {rule.map(({ when, profile }) => (
            <li key={when}>
              {when}: <span className="font-mono text-sm">{profile}</span>
            </li>
          ))}
        </ol>
        <p className="text-muted">The first line that fits holds. Usable is the card's memory less 2 GB.</p>
      </Expander>
    </div>
  );
}

/** What a profile says to these keys; several are named one after the other. */
function wordsOf({ fields }: ProfilesAnswer, name: string, keys: readonly string[]): string {
  const settingOf = (key: string) =>
    fields.find(
      ({ path: [table, profile, last] }) =>
        table === "deployment_profiles" && profile === name && last === key,
    )?.value;
  const words = keys.map((key) => [settingOf(key) ?? []].flat().join(", "));
  return words.filter((each) => each !== "").join("; ") || "–";
}
