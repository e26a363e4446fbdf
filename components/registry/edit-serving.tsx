"use client";

import { useId } from "react";
import { EditArguments } from "./edit-arguments.tsx";
import { EditField, EditPart, LockedNote } from "./edit-field.tsx";
import { EditGeneration } from "./edit-generation.tsx";
import type { EntryEdit } from "./use-entry-edit.ts";

const backends = ["vllm", "ollama", "lmdeploy", "gguf", "triton", "unassigned"];

/** How the model is served: where, with which arguments, and what it is asked with by default. */
export function EditServing({ edit }: { edit: EntryEdit }) {
  const list = useId();
  const disabled = edit.details.locked;
  return (
    <div className="flex flex-col gap-8">
      <LockedNote edit={edit} />
      <EditPart title="Backend">
        <datalist id={list}>
          {backends.map((backend) => (
            <option key={backend} value={backend} />
          ))}
        </datalist>
        <div className="grid grid-cols-2 gap-3">
          <EditField
            {...{ edit, disabled, list }}
            name="backend.backend"
            says="vllm, ollama, lmdeploy, gguf …"
          />
          <EditField {...{ edit, disabled }} name="backend.port" placeholder="none" />
          <EditField {...{ edit, disabled }} name="backend.host" placeholder="localhost" />
          <EditField {...{ edit, disabled }} name="backend.servedAs" placeholder="its own name" />
        </div>
        <EditField {...{ edit, disabled }} name="backend.baseUrl" placeholder="http://localhost:24001/v1" />
        <EditField {...{ edit, disabled }} name="backend.modelPath" />
      </EditPart>
      <EditArguments edit={edit} />
      <EditGeneration edit={edit} />
    </div>
  );
}
