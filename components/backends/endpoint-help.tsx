"use client";

import { useState } from "react";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field, FieldLabel } from "#components/ui/field.tsx";
import { NativeSelect } from "#components/ui/input.tsx";
import { Section } from "#components/ui/section.tsx";
import { Tab, TabList, TabPanel, TabSet } from "#components/ui/tab-set.tsx";
import { EndpointTest } from "./endpoint-test.tsx";
import { type Language, snippetOf, type Tongue, tongueWords } from "./snippets.ts";
import { useActiveModel } from "./use-active-model.ts";

const tongues: readonly Tongue[] = ["native", "openai", "anthropic"];
const languages: readonly { key: Language; label: string }[] = [
  { key: "curl", label: "curl" },
  { key: "python", label: "Python" },
  { key: "typescript", label: "TypeScript" },
];
const tab =
  "h-7 rounded-sm px-2 font-medium text-muted text-sm hover:text-ink data-[state=active]:bg-surface-3 data-[state=active]:text-ink";

type EndpointHelpProps = { backend: BackendAnswer; models: readonly string[] };

/** Where other programs reach a server, whether it answers, and the words they say to it. */
export function EndpointHelp({ backend, models }: EndpointHelpProps) {
  const { endpoints, loaded } = backend;
  const offered = tongues.filter((tongue) => endpoints[tongue] !== undefined);
  const { active } = useActiveModel();
  const [chosen, setChosen] = useState<string>();
  const [tongue, setTongue] = useState<Tongue>();
  const spoken = tongue ?? (offered.includes("openai") ? "openai" : offered[0]);
  const names = [...new Set([...loaded.map(({ model }) => model), ...models])];
  const own = active?.server === backend.id ? names.find((name) => name === active.model) : undefined;
  const model = chosen ?? own ?? names[0];
  return (
    <Section
      title="Use it from elsewhere"
      description="The addresses that programs are told, and calls that run as pasted."
    >
      <Addresses {...{ endpoints, offered }} />
      {model === undefined ? (
        <p className="text-muted">It has no model to talk to yet.</p>
      ) : (
        <>
          <div className="flex flex-wrap items-end gap-4">
            <Field className="min-w-0">
              <FieldLabel htmlFor="endpoint-model">Model</FieldLabel>
              <NativeSelect
                id="endpoint-model"
                className="max-w-80"
                value={model}
                onChange={(event) => setChosen(event.target.value)}
              >
                {names.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </NativeSelect>
            </Field>
            {offered.length > 1 && <TongueChoice {...{ offered, spoken }} onTongue={setTongue} />}
          </div>
          <EndpointTest key={model} backend={backend} model={model} />
          {spoken && <Snippets backend={backend} model={model} tongue={spoken} />}
        </>
      )}
    </Section>
  );
}

type Offered = { offered: readonly Tongue[] };

function Addresses({ endpoints, offered }: Offered & Pick<BackendAnswer, "endpoints">) {
  return (
    <dl className="grid min-w-0 grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1">
      {offered.map((each) => (
        <div key={each} className="contents">
          <dt className="text-muted">{tongueWords[each]}</dt>
          <dd className="flex min-w-0 items-center gap-1">
            <span className="min-w-0 truncate font-mono text-sm">{endpoints[each]}</span>
            <CopyButton text={endpoints[each] ?? ""} label={`Copy the ${tongueWords[each]} address`} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

type TongueChoiceProps = Offered & { spoken: Tongue | undefined; onTongue: (tongue: Tongue) => void };

function TongueChoice({ offered, spoken, onTongue }: TongueChoiceProps) {
  return (
    <Field>
      <FieldLabel htmlFor="endpoint-tongue">Interface</FieldLabel>
      <NativeSelect
        id="endpoint-tongue"
        value={spoken}
        onChange={(event) => {
          const tongue = offered.find((each) => each === event.target.value);
          if (tongue) onTongue(tongue);
        }}
      >
        {offered.map((each) => (
          <option key={each} value={each}>
            {tongueWords[each]}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}

function Snippets({ backend, model, tongue }: { backend: BackendAnswer; model: string; tongue: Tongue }) {
  return (
    <TabSet initial="curl" className="flex min-w-0 flex-col gap-1">
      <TabList aria-label="Language" className="flex gap-1">
        {languages.map(({ key, label }) => (
          <Tab key={key} value={key} className={tab}>
            {label}
          </Tab>
        ))}
      </TabList>
      {languages.map(({ key, label }) => (
        <TabPanel key={key} value={key} className="min-w-0">
          <CodeBlock
            text={snippetOf(backend, model, { tongue, language: key }) ?? "It has no such interface."}
            label={`the call in ${label}`}
          />
        </TabPanel>
      ))}
      {backend.hasToken && (
        <p className="text-muted text-sm">
          It asks for a key: set <span className="font-mono">BACKEND_KEY</span> in the environment. The one
          that is kept here is never shown.
        </p>
      )}
    </TabSet>
  );
}
