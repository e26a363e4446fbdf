// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { ProfileField } from "#cli-bridge/protocol/profiles-answer.ts";
import { ProfileChoice } from "#components/profiles/profile-choice.tsx";

afterEach(cleanup);

const field = (profile: string, key: string, value: string | string[]): ProfileField => ({
  ...{ key: `deployment_profiles.${profile}.${key}`, path: ["deployment_profiles", profile, key], value },
  kind: Array.isArray(value) ? "list" : "text",
});

it.for([
  ["both", "balanced; fp8, awq"],
  ["quantizations", "fp8, awq"],
  ["bias", "balanced"],
  ["neither", "–"],
] as const)("of a profile with %s it says that it prefers %s", ([name, words]) => {
  const fields = [
    field("both", "model_selection_bias", "balanced"),
    field("both", "preferred_quantizations", ["fp8", "awq"]),
    field("quantizations", "preferred_quantizations", ["fp8", "awq"]),
    field("bias", "model_selection_bias", "balanced"),
    field("neither", "preferred_quantizations", []),
  ];
  const profiles = ["both", "quantizations", "bias", "neither"];
  render(
    <ProfileChoice
      answer={{ ...{ file: "/p.toml", exists: true, settings: {} }, profiles, fields, roles: [], rule: [] }}
    />,
  );
  const row = screen.getByRole("row", { name: new RegExp(`^${name} `) });
  expect(within(row).getAllByRole("cell").at(-1)?.textContent).toBe(words);
});
