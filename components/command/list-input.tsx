"use client";

import { FileUp } from "lucide-react";
import { type ComponentProps, useRef, useState } from "react";
import { askApi, type Refusal } from "#components/run/ask-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { api } from "#lib/paths.ts";

type ListInputProps = Omit<ComponentProps<"input">, "onChange" | "value" | "list"> & {
  value: string;
  onValue: (value: string) => void;
};

/** A list of models: by its path where the console runs, or chosen where the browser is. */
export function ListInput({ value, onValue, ...told }: ListInputProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const take = async (file: File) => {
    setBusy(true);
    const answer = await bring(file);
    setBusy(false);
    setRefusal(answer.ok ? undefined : answer.refusal);
    if (answer.ok) onValue(answer.value.path);
  };
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex min-w-0 flex-wrap gap-2">
        <Input
          {...told}
          value={value}
          placeholder="/path/to/models.json"
          className="min-w-0 flex-1 font-mono text-sm"
          onChange={(event) => onValue(event.target.value)}
        />
        <Button icon={<FileUp aria-hidden="true" />} busy={isBusy} onClick={() => chooser.current?.click()}>
          Choose a file…
        </Button>
      </div>
      <input
        ref={chooser}
        type="file"
        hidden={true}
        aria-label="File of this device"
        accept=".json,application/json"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = "";
          if (file) void take(file);
        }}
      />
      {refusal && (
        <p role="alert" className="text-danger text-sm">
          {[refusal.message, refusal.hint].filter(Boolean).join(" ")}
        </p>
      )}
    </div>
  );
}

async function bring(file: File) {
  const list = toJson(await file.text());
  if (list === undefined)
    return {
      ok: false,
      refusal: { code: "bad-input", message: `${file.name} is no list of models.`, hint },
    } as const;
  return askApi<{ path: string }>(api.modelLists(), { method: "POST", body: { list } });
}

const hint = "Choose what export-models has printed.";

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
