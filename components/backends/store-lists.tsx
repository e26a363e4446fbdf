"use client";

import { useRef } from "react";
import { namesInOllamaList, toOllamaList } from "#cli-bridge/derive/ollama-list.ts";
import type { BackendAnswer, BackendModel } from "#cli-bridge/protocol/backend-answer.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { FileChooser } from "#components/ui/file-chooser.tsx";
import { saveText } from "#components/ui/save-text.ts";
import { useToast } from "#components/ui/toast.tsx";
import { ListsMenu } from "./lists-menu.tsx";
import { pullWish } from "./model-wishes.ts";

const bytesMax = 16 * 1024 * 1024;

type StoreListsProps = {
  backend: BackendAnswer;
  /** Nothing as long as it is not known. */
  models: readonly BackendModel[] | undefined;
  onWish: (wish: CommandWish) => void;
};

/** What a server holds as a file, and what such a file names and the server lacks. */
export function StoreLists({ backend, models, onWish }: StoreListsProps) {
  const input = useRef<HTMLInputElement>(null);
  const { toast } = useToast();
  if (!models) return null;
  const save = () =>
    saveText(`${JSON.stringify(toOllamaList(backend.url, models), undefined, 2)}\n`, {
      type: "application/json",
      name: "ollama-models.json",
    });
  const take = async (file: File) => {
    const names = file.size > bytesMax ? undefined : namesInOllamaList(await file.text());
    if (!names) {
      const description = "Save one from another server here, or write one name to a line.";
      toast({ tone: "danger", title: `${file.name} is no list of models.`, description });
      return;
    }
    const lacking = lackingOf(names, models);
    if (lacking.length > 0) onWish(pullWish(backend, lacking));
    else toast({ title: `${backend.name} has all that ${file.name} names.` });
  };
  return (
    <>
      <ListsMenu onSave={save} onPull={() => input.current?.click()} />
      <FileChooser
        ref={input}
        label="A list of models"
        accept=".json,.txt,application/json,text/plain"
        onFile={(file) => void take(file)}
      />
    </>
  );
}

/** `:latest` may be left out. */
export function lackingOf(names: readonly string[], models: readonly Pick<BackendModel, "id">[]): string[] {
  const there = new Set(models.map(({ id }) => id));
  return [...new Set(names)].filter((name) => !there.has(name) && !there.has(`${name}:latest`));
}
