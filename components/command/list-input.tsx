"use client";

import { FileUp } from "lucide-react";
import { type ComponentProps, useRef, useState } from "react";
import { bodyBytesMax } from "#cli-bridge/protocol/body-bytes.ts";
import { askApi, type Refusal } from "#components/run/ask-api.ts";
import { Button } from "#components/ui/button.tsx";
import { FileChooser } from "#components/ui/file-chooser.tsx";
import { Input } from "#components/ui/input.tsx";
import { toByteWords } from "#lib/format.ts";
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
      <FileChooser
        ref={chooser}
        label="File of this device"
        accept=".json,application/json"
        onFile={(file) => void take(file)}
      />
      {refusal && (
        <p role="alert" className="text-danger text-sm">
          {[refusal.message, refusal.hint].filter(Boolean).join(" ")}
        </p>
      )}
    </div>
  );
}

const bytesReadMax = 8 * bodyBytesMax;

async function bring(file: File) {
  const refuse = (message: string, hint: string) =>
    ({ ok: false, refusal: { code: "bad-input", message, hint } }) as const;
  const tooLarge = () =>
    refuse(
      `${file.name} holds more than the ${toByteWords(bodyBytesMax)} that can be sent.`,
      "Copy it to where the console runs, and give its path there.",
    );
  if (file.size > bytesReadMax) return tooLarge();
  const list = toJson(await file.text());
  if (list === undefined)
    return refuse(`${file.name} is no list of models.`, "Choose what export-models has printed.");
  const body = { list };
  // What is sent has neither the file's indents nor its escapes.
  if (new TextEncoder().encode(JSON.stringify(body)).length > bodyBytesMax) return tooLarge();
  return askApi<{ path: string }>(api.modelLists(), { method: "POST", body });
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
