"use client";

import { useId, useState } from "react";
import { foreignLinesOf } from "#cli-bridge/derive/foreign-lines.ts";
import type { ServerSetup } from "#cli-bridge/protocol/server-setup.ts";
import type { CommandView } from "#components/command/command-view.ts";
import { InlineCommand } from "#components/command/inline-command.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Expander } from "#components/ui/expander.tsx";
import { Field, FieldDescription, FieldLabel } from "#components/ui/field.tsx";
import { Switch } from "#components/ui/input.tsx";
import { type ConfigValues, configInput, isChanged, isOpen, withNetwork } from "./config-draft.ts";
import { ConfigField } from "./config-field.tsx";
import { ForeignLinesList } from "./foreign-lines-list.tsx";

type ServerConfigProps = {
  setup: Pick<ServerSetup, "ollama" | "variables" | "file">;
  /** The command `backend-config`. */
  view: CommandView;
  /** Whether the console has started the server; any other can only be told where it is started. */
  isManaged: boolean;
};

/** What is saved here is what the console's own server is told; of somebody else's nothing is known. */
const nothing: ConfigValues = {};

/** What Ollama is told: saved and applied by a restart where the console starts it, lines to paste where others do. */
export function ServerConfig({ setup, view, isManaged }: ServerConfigProps) {
  const { ollama: before, variables } = setup;
  const [after, setAfter] = useState<ConfigValues>(isManaged ? before : nothing);
  const [common, rare] = [
    variables.filter(({ isRare }) => !isRare),
    variables.filter(({ isRare }) => isRare),
  ];
  const fieldsOf = (shown: typeof variables) =>
    shown.map((variable) => (
      <ConfigField
        key={variable.name}
        variable={variable}
        value={after[variable.name] ?? ""}
        onChange={(value) => setAfter((values) => ({ ...values, [variable.name]: value }))}
      />
    ));
  const said = Object.fromEntries(Object.entries(after).filter(([, value]) => value !== ""));
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <NetworkSwitch values={after} onChange={setAfter} />
      <div className="grid gap-4 sm:grid-cols-2">{fieldsOf(common)}</div>
      <Expander title="More variables">
        <div className="grid gap-4 sm:grid-cols-2">{fieldsOf(rare)}</div>
      </Expander>
      {isManaged && isChanged({ before, after }) && (
        <InlineCommand view={view} input={configInput({ before, after, restarts: true })} />
      )}
      {!isManaged && (
        <>
          <Alert title="Somebody else starts this server, so the console cannot change what it is told.">
            Paste these lines where it is started, or stop it there and start it here.
          </Alert>
          {Object.values(said).some((value) => value.startsWith("~")) ? (
            <p className="text-danger">Say whole paths: no service knows what ~ stands for.</p>
          ) : Object.keys(said).length > 0 ? (
            <ForeignLinesList lines={foreignLinesOf(said)} />
          ) : (
            <p className="text-muted">Say a value above, and the lines appear here.</p>
          )}
        </>
      )}
    </div>
  );
}

type NetworkSwitchProps = { values: ConfigValues; onChange: (values: ConfigValues) => void };

function NetworkSwitch({ values, onChange }: NetworkSwitchProps) {
  const id = useId();
  const opens = isOpen(values);
  return (
    <div className="flex flex-col gap-3">
      <Field orientation="horizontal">
        <Switch
          id={id}
          checked={opens}
          aria-describedby={`${id}-says`}
          onChange={(event) => onChange(withNetwork(values, event.target.checked))}
        />
        <div>
          <FieldLabel htmlFor={id}>Network access</FieldLabel>
          <FieldDescription id={`${id}-says`}>Whether other machines can reach it.</FieldDescription>
        </div>
      </Field>
      {opens && (
        <Alert tone="warning" title="Ollama has no authentication.">
          Whoever reaches this machine can use its models, and delete them. Open it only in a network that you
          trust.
        </Alert>
      )}
    </div>
  );
}
