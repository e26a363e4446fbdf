"use client";

import { useId, useState } from "react";
import { useSWRConfig } from "swr";
import type { BackendAnswer, BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { askApi, type Refusal } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "#components/ui/dialog.tsx";
import { Field, FieldDescription, FieldLabel } from "#components/ui/field.tsx";
import { Input, NativeSelect } from "#components/ui/input.tsx";
import { api } from "#lib/paths.ts";
import { kindWords } from "./backend-words.ts";
import type { ServerDialogProps } from "./server-dialog.tsx";

type Draft = { name: string; url: string; kind: BackendKind | ""; token: string; tags: string };

/** The address of a server, kept under a name. What it is can be found out by asking it. */
export function MadeServerDialog({ backend, onClose }: ServerDialogProps) {
  const isKept = backend?.from === "saved";
  const [draft, setDraft] = useState<Draft>({
    ...{ name: backend?.name ?? "", url: backend?.url ?? "", kind: backend?.kind ?? "", token: "" },
    tags: backend?.tags.join(", ") ?? "",
  });
  const { isBusy, refusal, save } = useSaving(isKept ? backend : undefined, onClose);
  const isReady = draft.name.trim() !== "" && draft.url.trim() !== "";
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <Dialog open={true} onOpenChange={(isOpen) => isOpen || onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{isKept ? `Edit ${backend.name}` : "Add a server"}</DialogTitle>
          <DialogDescription>
            The console asks it from this machine. Its key goes to this address and nowhere else.
          </DialogDescription>
        </DialogHeader>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (isReady) void save(draft);
          }}
        >
          <DialogBody>
            <ServerFields draft={draft} hasToken={isKept && backend.hasToken} onChange={set} />
            {refusal && (
              <Alert tone="danger" title={refusal.message}>
                {refusal.hint}
              </Alert>
            )}
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" busy={isBusy} disabled={!isReady}>
              {isKept ? "Save" : "Add the server"}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

type ServerFieldsProps = { draft: Draft; hasToken: boolean; onChange: (part: Partial<Draft>) => void };

function ServerFields({ draft, hasToken, onChange }: ServerFieldsProps) {
  const id = useId();
  const text = (key: "name" | "url" | "tags", label: string, placeholder: string, hint?: string) => (
    <Field>
      <FieldLabel htmlFor={`${id}${key}`}>{label}</FieldLabel>
      <Input
        id={`${id}${key}`}
        value={draft[key]}
        placeholder={placeholder}
        className={key === "url" ? "font-mono text-sm" : ""}
        onChange={(event) => onChange({ [key]: event.target.value })}
      />
      {hint && <FieldDescription>{hint}</FieldDescription>}
    </Field>
  );
  return (
    <>
      {text("name", "Name", "GPU box")}
      {text("url", "Address", "http://127.0.0.1:11434")}
      <Field>
        <FieldLabel htmlFor={`${id}kind`}>Kind</FieldLabel>
        <NativeSelect
          id={`${id}kind`}
          value={draft.kind}
          onChange={(event) => onChange({ kind: event.target.value as Draft["kind"] })}
        >
          <option value="">Find out by asking it</option>
          {Object.entries(kindWords).map(([kind, words]) => (
            <option key={kind} value={kind}>
              {words}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field>
        <FieldLabel htmlFor={`${id}token`}>Key</FieldLabel>
        <Input
          id={`${id}token`}
          type="password"
          autoComplete="off"
          value={draft.token}
          placeholder={hasToken ? "One is kept; leave this empty to keep it" : "Only if it asks for one"}
          onChange={(event) => onChange({ token: event.target.value })}
        />
      </Field>
      {text("tags", "Tags", "fast, office", "Words to find it by, with commas between them")}
    </>
  );
}

function useSaving(kept: BackendAnswer | undefined, onDone: () => void) {
  const { mutate } = useSWRConfig();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  async function save({ name, url, kind, token, tags }: Draft): Promise<void> {
    setBusy(true);
    setRefusal(undefined);
    const told = {
      ...{ name: name.trim(), url: url.trim() },
      tags: tags
        .split(",")
        .map((tag) => tag.trim())
        .filter(Boolean),
      ...(token !== "" && { token }),
    };
    const found =
      kind === ""
        ? await askApi<{ kind: BackendKind }>(api.identifyBackend(), {
            method: "POST",
            body: { url: told.url },
          })
        : { ok: true as const, value: { kind } };
    const answer = found.ok
      ? await askApi<BackendAnswer>(kept ? api.backend(kept.id) : api.backends(), {
          method: kept ? "PATCH" : "POST",
          body: { ...told, kind: found.value.kind },
        })
      : found;
    setBusy(false);
    if (!answer.ok) return setRefusal(answer.refusal);
    await mutate(api.backends());
    onDone();
  }
  return { isBusy, refusal, save };
}
