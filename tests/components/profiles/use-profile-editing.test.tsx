// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import type { ProfileField, ProfilesAnswer } from "#cli-bridge/protocol/profiles-answer.ts";
import { newPart } from "#components/profiles/profile-parts.ts";
import { useProfileEditing } from "#components/profiles/use-profile-editing.ts";

const memory = "deployment_profiles.mine.max_vram_mb";
const secret = (name: string): ProfileField => ({
  ...{ key: `tagger.${name}`, path: ["tagger", name], kind: "text", value: "••••" },
  ...{ isHidden: true, isSecret: true },
});

/** The file, with so many megabytes for its profile; without any it has no profile. */
function fileOf(megabytes?: number): ProfilesAnswer {
  const path = memory.split(".");
  const field: ProfileField = { key: memory, path, kind: "integer", value: megabytes };
  return {
    ...{ file: "/pyproject.toml", exists: true, settings: {}, roles: [], rule: [] },
    profiles: megabytes === undefined ? [] : ["mine"],
    fields: [...(megabytes === undefined ? [] : [field]), secret("key"), secret("token")],
  };
}

function editingOf(first: ProfilesAnswer) {
  const { result, rerender } = renderHook(useProfileEditing, { initialProps: first });
  return {
    now: () => result.current,
    hear: (answer: ProfilesAnswer) => rerender(answer),
    does: (deed: (editing: ReturnType<typeof useProfileEditing>) => void) => act(() => deed(result.current)),
  };
}

const saved = ({ follow, input }: ReturnType<typeof useProfileEditing>) => follow("done", input);

it("keeps in view what is being saved, though the file is heard to say so before the run is over", () => {
  const { now, hear, does } = editingOf(fileOf(10));
  does(({ change }) => change(memory, "20"));
  const asked = now().input;
  does(({ follow }) => follow("running", asked));
  hear(fileOf(20));
  expect([now().input, now().saving]).toEqual([asked, { input: asked, isDone: false }]);
  does(({ follow }) => follow("idle", asked));
  expect([now().changed, now().saving]).toEqual([[], undefined]);
});

it("keeps in view what was saved, before and after the file is heard to say so", () => {
  const { now, hear, does } = editingOf(fileOf(10));
  does(({ change }) => change(memory, "20"));
  const asked = now().input;
  does(({ follow }) => follow("done", asked));
  expect([now().input, now().changed.length]).toEqual([asked, 1]);
  hear(fileOf(20));
  expect([now().input, now().changed, now().saving?.isDone]).toEqual([asked, [], true]);
});

it("takes the former value typed again for a change, though the file was not yet heard of", () => {
  const { now, hear, does } = editingOf(fileOf(10));
  does(({ change }) => change(memory, "20"));
  does(saved);
  does(({ change }) => change(memory, "10"));
  expect(now().changed).toEqual([]);
  hear(fileOf(20));
  expect(now().input).toEqual({ set: `${memory} = 10` });
});

it("offers a profile what others have and it does not say", () => {
  const { now, does } = editingOf(fileOf(10));
  expect(now().fields.map(({ key }) => key.split(".").at(-1))).toEqual([
    ...["max_vram_mb", "description", "max_concurrent_models", "preferred_quantizations", "strategy"],
    ...["autostart_timeout_seconds", "grace_period_seconds", "model_selection_bias"],
  ]);
  does(({ change, fields }) => change(fields[4]?.key ?? "", "load_unload"));
  expect(now().input).toEqual({ set: 'deployment_profiles.mine.strategy = "load_unload"' });
});

it("shows what another program has written meanwhile", () => {
  const { now, hear, does } = editingOf(fileOf(10));
  does(({ change }) => change(memory, "20"));
  hear(fileOf(20));
  expect([now().changed, now().saving?.isDone]).toEqual([[], undefined]);
});

it.for(["an undo", "another tab"])(
  "what was saved is no change again when %s makes it something else",
  () => {
    const { now, hear, does } = editingOf(fileOf(10));
    does(({ change }) => change(memory, "20"));
    does(saved);
    hear(fileOf(20));
    hear(fileOf(10));
    expect(now().changed).toEqual([]);
  },
);

it("keeps what is typed and not saved, whatever becomes of the file", () => {
  const { now, hear, does } = editingOf(fileOf(10));
  does(({ change }) => change(memory, "20"));
  for (const megabytes of [30, 10]) hear(fileOf(megabytes));
  expect(now().input).toEqual({ set: `${memory} = 20` });
});

it("goes on with a new profile as one that is there", () => {
  const { now, hear, does } = editingOf(fileOf());
  does(({ choose }) => choose(newPart));
  // The name may come last, letter by letter.
  does(({ change, fields }) => change(fields[1]?.key ?? "", "20"));
  for (const typed of ["m", "mine"]) does(({ rename }) => rename(typed));
  expect(now().input).toEqual({ set: `${memory} = 20` });
  does(saved);
  hear(fileOf(20));
  expect([now().part, now().changed]).toEqual(["profile mine", []]);
});

it("asks for one secret after the other, and for none that was saved", () => {
  const { now, does } = editingOf(fileOf(10));
  does(({ choose }) => choose("table tagger"));
  does(({ change }) => change("tagger.key", "one"));
  does(({ change }) => change("tagger.token", "two"));
  const asked = now().input;
  expect([asked, now().secrets]).toEqual([{ secretKey: "tagger.key", secretValue: "one" }, 2]);
  does(saved);
  // The outcome of the first stays in view until a person goes on.
  expect([now().input, now().secrets]).toEqual([asked, 1]);
  does(({ goOn }) => goOn());
  expect(now().input).toEqual({ secretKey: "tagger.token", secretValue: "two" });
  does(saved);
  expect(now().changed).toEqual([]);
});
