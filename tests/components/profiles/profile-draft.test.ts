import { describe, expect, it } from "vitest";
import {
  inputOfDraft,
  issueOf,
  newProfileFields,
  type ProfileFieldOrNew,
  shownValue,
} from "#components/profiles/profile-draft.ts";

const fields: ProfileFieldOrNew[] = [
  { key: "a.name", kind: "text", value: "one" },
  { key: "a.max_mb", kind: "integer", value: 5 },
  { key: "a.share", kind: "decimal", value: 0.5 },
  { key: "a.on", kind: "truth", value: true },
  { key: "a.list", kind: "list", value: ["x", "y"] },
  { key: "a.api_key", kind: "text", value: "••••••••", isHidden: true, isSecret: true },
  { key: "a.url", kind: "text", value: "http://••••••••@host", isHidden: true, isSecret: false },
];

describe("a draft", () => {
  it("says nothing of what is as it was", () => {
    const draft = Object.fromEntries(fields.map((field) => [field.key, shownValue(field)]));
    expect(inputOfDraft(fields, draft)).toEqual({});
  });

  it.for([
    ["a.max_mb", " 05 "],
    ["a.share", "0.50"],
    ["a.list", "x\n\n y "],
  ] as const)("says nothing of %s as %j, which is written as it was", ([key, typed]) => {
    expect(inputOfDraft(fields, { [key]: typed })).toEqual({});
  });

  it("knows no more of a key that every object has than of another", () => {
    const field: ProfileFieldOrNew = { key: "constructor", kind: "text", value: "x" };
    expect(inputOfDraft([field], {})).toEqual({});
    expect(inputOfDraft([field], { constructor: "y" } as never)).toEqual({ set: 'constructor = "y"' });
  });

  it("is said as TOML, each in its kind", () => {
    const draft = {
      "a.name": 'say "hi"',
      "a.max_mb": "7",
      "a.share": "1",
      "a.on": "false",
      "a.list": "x\n\nz ",
    };
    expect(inputOfDraft(fields, draft)).toEqual({
      set: [
        'a.name = "say \\"hi\\""',
        "a.max_mb = 7",
        "a.share = 1.0",
        "a.on = false",
        'a.list = ["x", "z"]',
      ].join("\n"),
    });
  });

  it.for([
    ["a.max_mb", "007", "7"],
    ["a.max_mb", "0", "0"],
    ["a.max_mb", "00", "0"],
    ["a.share", "-01.50", "-1.50"],
    ["a.share", "03", "3.0"],
  ] as const)("leaves out the leading zeros, which TOML does not read: %s of %s", ([key, typed, said]) => {
    const draft = { [key]: typed };
    expect(inputOfDraft(fields, draft)).toEqual({ set: `${key} = ${said}` });
  });

  it("never carries dots, and a secret only beside the words", () => {
    expect(JSON.stringify(fields.map(shownValue))).not.toContain("•");
    expect(inputOfDraft(fields, { "a.api_key": "new-one", "a.url": "http://host" })).toEqual({
      secretKey: "a.api_key",
      secretValue: "new-one",
    });
    expect(inputOfDraft(fields, { "a.url": "http://host" })).toMatchObject({ secretKey: "a.url" });
    expect(inputOfDraft(fields, { "a.name": "http://me:letmein@host" })).toEqual({
      secretKey: "a.name",
      secretValue: "http://me:letmein@host",
    });
  });

  it("carries a secret of many lines, and none of more letters than a command is given", () => {
    const key = `-----BEGIN KEY-----\nAPI_KEY=${"x".repeat(2000)}\n`;
    expect(inputOfDraft(fields, { "a.name": key })).toEqual({ secretKey: "a.name", secretValue: key });
    const [field] = fields;
    expect(field && issueOf(field, { "a.name": key })).toBeUndefined();
    expect(field && issueOf(field, { "a.name": key.repeat(10) })).toMatch(/into the file itself/);
  });

  it("says a truth among the words, whatever it is called", () => {
    const field: ProfileFieldOrNew = { key: "a.use_auth", kind: "truth", value: false };
    expect(issueOf(field, { "a.use_auth": "true" })).toBeUndefined();
    expect(inputOfDraft([field], { "a.use_auth": "true" })).toEqual({ set: "a.use_auth = true" });
  });

  it.for([
    ["9223372036854775807", undefined],
    ["-9223372036854775808", undefined],
    ["9223372036854775808", /whole number/],
    ["1".repeat(41), /whole number/],
  ] as const)("takes whole numbers of 64 bits: %s", ([typed, words]) => {
    const field: ProfileFieldOrNew = { key: "a.seed", kind: "integer", value: 5 };
    const issue = issueOf(field, { "a.seed": typed });
    if (words) expect(issue).toMatch(words);
    else
      expect([issue, inputOfDraft([field], { "a.seed": typed })]).toEqual([
        undefined,
        { set: `a.seed = ${typed}` },
      ]);
  });

  it.for([
    ["list", "--url\nhttp://me:letmein@host/v1", {}],
    ["list", "--api-key\nletmein7", {}],
    ["list", "plain", { isSecret: true }],
    ["integer", "60", { isSecret: true, isHidden: true }],
    ["other", '{ url = "http://me:letmein@host" }', {}],
  ] as const)("asks for the file itself where a secret is no text: %s, %j", ([kind, typed, more]) => {
    const field = { key: "a.b", kind, value: [], ...more };
    expect(issueOf(field, { "a.b": typed })).toMatch(/saved as a secret/);
  });

  it.for([
    ["a.max_mb", "many", /whole number/],
    ["a.max_mb", "-1", /0 or more/],
    ["a.share", "half", /Give a number/],
  ] as [string, string, RegExp][])("of %s says what is wrong with %s", ([key, typed, words]) => {
    const field = fields.find((each) => each.key === key);
    expect(field && issueOf(field, { [key]: typed })).toMatch(words);
  });

  it("begins a profile with the keys that every one has", () => {
    const [, memory] = newProfileFields("mine");
    expect(inputOfDraft(newProfileFields("mine"), { [memory?.key ?? ""]: "1000" })).toEqual({
      set: "deployment_profiles.mine.max_vram_mb = 1000",
    });
  });
});
