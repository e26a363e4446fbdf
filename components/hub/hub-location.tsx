"use client";

import Link from "next/link";
import { useId, useState } from "react";
import { commandHref } from "#components/run/command-href.ts";
import { Field, FieldDescription, FieldLabel } from "#components/ui/field.tsx";
import { Input, NativeSelect } from "#components/ui/input.tsx";
import { toByteWords } from "#lib/format.ts";

/** A configured root, and what its disk has left. */
export type RootRoom = { path: string; free?: number | undefined };

type HubLocationProps = {
  roots: readonly RootRoom[];
  /** Nothing stands for the usual root. */
  location: string | undefined;
  bytes: number;
  onLocation: (location: string | undefined) => void;
};

const usual = "usual";
const custom = "custom";

/** Where the model comes to lie: a root with the room that it has, or any other folder. */
export function HubLocation({ roots, location, bytes, onLocation }: HubLocationProps) {
  const id = useId();
  const isRoot = location === undefined || roots.some(({ path }) => path === location);
  const [isCustom, setCustom] = useState(!isRoot);
  const [first, ...others] = roots;
  const chosen = isCustom ? custom : (location ?? usual);
  const choose = (value: string) => {
    setCustom(value === custom);
    onLocation(value === usual ? undefined : value === custom ? "" : value);
  };
  return (
    <Field>
      <FieldLabel htmlFor={id}>Location</FieldLabel>
      <NativeSelect id={id} value={chosen} onChange={(event) => choose(event.target.value)}>
        <option value={usual}>{first ? wordsOf(first, bytes) : "The usual folder"}</option>
        {others.map((root) => (
          <option key={root.path} value={root.path}>
            {wordsOf(root, bytes)}
          </option>
        ))}
        <option value={custom}>A folder below one of them…</option>
      </NativeSelect>
      {isCustom && (
        <Input
          aria-label="Folder"
          placeholder={`${first?.path ?? "/path/to/models"}/…`}
          maxLength={4096}
          className="font-mono text-sm"
          value={location ?? ""}
          onChange={(event) => onLocation(event.target.value)}
        />
      )}
      <FieldDescription>
        Below it comes a folder with the name of the repository.
        {isCustom && (
          <>
            {" Nothing is written outside the roots: "}
            <Link
              className="underline"
              href={commandHref({ command: "set-config", input: { setting: "roots" } })}
            >
              add a root
            </Link>
            {" to have it elsewhere."}
          </>
        )}
      </FieldDescription>
    </Field>
  );
}

function wordsOf({ path, free }: RootRoom, bytes: number): string {
  if (free === undefined) return path;
  const after = free - bytes;
  return after < 0
    ? `${path} · ${toByteWords(free)} free, ${toByteWords(-after)} too little`
    : `${path} · ${toByteWords(free)} free, ${toByteWords(after)} after`;
}
