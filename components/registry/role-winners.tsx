"use client";

import { ArrowLeft, CircleSlash, Crown } from "lucide-react";
import Link from "next/link";
import useSWR from "swr";
import type { Contender, RoleStanding, RolesAnswer } from "#cli-bridge/protocol/roles-answer.ts";
import { fetchAnswer } from "#components/shell/fetch-answer.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Expander } from "#components/ui/expander.tsx";
import { Section } from "#components/ui/section.tsx";
import { toCountWords } from "#lib/format.ts";
import { api, paths } from "#lib/paths.ts";
import { InstalledState } from "./entry-states.tsx";

/** Which model is asked when a role is needed, and why not the others. */
export function RoleWinners({ first }: { first: RolesAnswer }) {
  const { data = first } = useSWR<RolesAnswer, Error>(api.registryRoles(), fetchAnswer, {
    fallbackData: first,
    revalidateOnFocus: false,
  });
  return (
    <Section
      title="Roles"
      description="Of the models that have a role, the one with the highest priority is asked. Deprecated ones never are, and what describes pictures must be able to see."
      actions={
        <LinkButton icon={<ArrowLeft aria-hidden="true" />} href={paths.browse()}>
          <span>All models</span>
        </LinkButton>
      }
    >
      <CodeBlock text="modeldeck list-roles --why" label="the command" />
      {data.roles.length === 0 ? (
        <Empty title="No model has a role.">
          Open a model under Browse, and say under Roles what it is to be asked for.
        </Empty>
      ) : (
        <ul className="flex flex-col divide-y rounded-md border">
          {data.roles.map((standing) => (
            <RoleRow key={standing.role} standing={standing} />
          ))}
        </ul>
      )}
    </Section>
  );
}

const whyNotWords = (count: number, hasWinner: boolean) =>
  hasWinner
    ? `Why not the other${count === 1 ? "" : ` ${count}`}`
    : `Why not ${count === 1 ? "the one that has it" : `any of the ${count}`}`;

function RoleRow({ standing: { role, winner, why, contenders, total } }: { standing: RoleStanding }) {
  const best = contenders.find(({ wins }) => wins);
  const others = contenders.filter(({ wins }) => !wins);
  const unseen = total - contenders.length;
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[12rem_minmax(0,1fr)]">
      <div className="flex flex-col">
        <h3 className="break-words font-medium">{role}</h3>
        <span className="text-muted text-sm">{toCountWords(total, "model")}</span>
      </div>
      <div className="flex min-w-0 flex-col gap-2">
        <p className="flex items-start gap-2">
          {best ? (
            <Crown aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ok" />
          ) : (
            <CircleSlash aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
          )}
          <span className="min-w-0 break-words">
            {best ? <ModelLink model={best} /> : <span className="font-medium">Nobody</span>}
            <span className="text-muted">
              {winner === undefined ? `: ${why}` : ` · ${best?.backend} · ${why}`}
            </span>
            {best && !best.installed && <InstalledState {...best} />}
          </span>
        </p>
        {others.length > 0 && (
          <Expander title={whyNotWords(others.length + unseen, best !== undefined)}>
            <ol className="flex flex-col gap-2 text-sm">
              {others.map((model) => (
                <li key={model.name} className="min-w-0 break-words">
                  <ModelLink model={model} />
                  <span className="text-muted"> · {model.why}</span>
                </li>
              ))}
            </ol>
            {unseen > 0 && <p className="text-muted text-sm">And {unseen} more with less.</p>}
          </Expander>
        )}
      </div>
    </li>
  );
}

function ModelLink({ model }: { model: Contender }) {
  return (
    <Link
      href={paths.model(model.name)}
      className="rounded-sm font-medium text-accent-strong underline-offset-2 hover:underline"
    >
      {model.displayName}
    </Link>
  );
}
