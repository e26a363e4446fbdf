"use client";

import useSWR from "swr";
import type { EntryDetails, RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import type { RoleStanding, RolesAnswer } from "#cli-bridge/protocol/roles-answer.ts";
import { type Fact, FactList } from "#components/registry/fact-list.tsx";
import { sizeWords } from "#components/registry/size-words.ts";
import { fetchAnswer } from "#components/shell/fetch-answer.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toCountWords } from "#lib/format.ts";
import { api } from "#lib/paths.ts";
import type { CommandInput } from "./command-view.ts";

type OwnFactsProps = { command: string; input: CommandInput };

/** What the console itself reads of that which goes, for a program that shows no plan of it. */
export function OwnFacts({ command, input }: OwnFactsProps) {
  if (command === "remove" && typeof input.name === "string") return <ModelToGo name={input.name} />;
  if (command === "purge-deprecated" && input.placeholdersOnly !== true) return <DeprecatedToGo />;
  return null;
}

function ModelToGo({ name }: { name: string }) {
  const { data: model, error } = useSWR<EntryDetails, Error>(api.entry(name), fetchAnswer);
  const { data: standing } = useSWR<RolesAnswer, Error>(
    model === undefined || model.roles.length === 0 ? null : api.registryRoles(model.roles.toSorted()),
    fetchAnswer,
  );
  if (error !== undefined)
    return <p className="text-muted">Of the model nothing is known: {error.message}</p>;
  if (model === undefined) return <Skeleton className="h-24" />;
  return <FactList facts={factsOf(model, standing?.roles)} />;
}

function factsOf(model: EntryDetails, standing: readonly RoleStanding[] | undefined): Fact[] {
  const won = standing?.flatMap((role) => successionOf(role, model.name) ?? []);
  return [
    ["Model", model.name === model.displayName ? model.name : `${model.displayName} (${model.name})`],
    ["Path", model.path ?? "none in the registry"],
    ["Size", sizeWords(model) ?? "not known"],
    ["Roles it wins", model.roles.length === 0 || won?.length === 0 ? "none" : (won?.join("; ") ?? "…")],
  ];
}

/** Of a role that the model is chosen for: who would be chosen without it. */
function successionOf({ role, winner, contenders }: RoleStanding, name: string): string | undefined {
  if (winner !== name) return undefined;
  const next = contenders.find((one) => one.isAble && one.name !== name);
  return next === undefined ? `${role} (no other can)` : `${role} (then ${next.displayName})`;
}

function DeprecatedToGo() {
  const { data } = useSWR<RegistryAnswer, Error>(api.registry({ deprecated: "true", limit: 1 }), fetchAnswer);
  if (data === undefined) return <Skeleton className="h-5" />;
  return (
    <p className="text-muted">
      Of {toCountWords(data.all.entries, "entry", "entries")}, {data.total} {data.total === 1 ? "is" : "are"}{" "}
      marked as deprecated, as this console reads the registry.
    </p>
  );
}
