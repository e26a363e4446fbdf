import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { maskText } from "#lib/state/profiles/mask-text.ts";
import { readEdits } from "#lib/state/profiles/profile-edits.ts";
import { profilesAnswerOf } from "#lib/state/profiles/profiles-answer-of.ts";
import { changeProfiles, planProfiles } from "#lib/state/profiles/set-profiles.ts";
import { samplePyproject } from "#tests/support/sample-pyproject.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const none = { key: undefined, value: undefined };
const edits = (set: string) => ({ edits: readEdits({ set }, none) });
const memory = edits("deployment_profiles.balanced_24gb.max_vram_mb = 20000");

async function sample() {
  const path = join(await temporaryFolder(), "pyproject.toml");
  await writeFile(path, samplePyproject);
  return path;
}

describe("a plan", () => {
  it("says every key with before and after, and the difference with its comments", async () => {
    const plan = await planProfiles(await sample(), memory);
    expect(plan.changed[0]?.changes).toEqual([
      { field: "deployment_profiles.balanced_24gb.max_vram_mb", before: 22000, after: 20000 },
    ]);
    expect(plan.files[0]?.difference).toContain("+max_vram_mb = 20000  # 24576 - 2048");
  });

  it("is empty when all is so already", async () => {
    const plan = await planProfiles(await sample(), edits('tagger.keyword_model = "tiny-words"'));
    expect([plan.summary, plan.changed, plan.files]).toEqual(["Nothing to do.", [], []]);
  });

  it("never shows a secret, old or new", async () => {
    const path = await sample();
    const secret = { key: "tagger.default_api_key", value: "sk-new-9876543210fedcba" };
    const plan = await planProfiles(path, { edits: readEdits({ set: "tagger.x = 1" }, secret) });
    const shown = JSON.stringify([plan, await profilesAnswerOf(path, {})]);
    for (const word of ["sk-live", "sk-new", "letmein"]) expect(shown).not.toContain(word);
    expect(plan.files[0]?.difference).toContain('+default_api_key = "•••••••• (new)"');
    expect(shown).toContain('"max_new_tokens":512');
  });
});

describe("what is shown of a table", () => {
  const table = `[tool.imageworks]
authorization = "Bearer SECRET1"
note = "token is SECRET2"
url = "https://hooks.slack.com/services/T0/B0/SECRET3"
extra_args = ["--api-key", "SECRET4", "--max-model-len", "8192", "--hf-token=SECRET5"]
headers = { Authorization = "SECRET6", x_api_key = "SECRET7", host = "localhost" }
session_cookie = "SECRET8"
words = "curl -H 'Authorization: Basic U0VDUkVU' --password SECRET9"
env = ["HF_TOKEN=SECRET10", "HOME=/srv"]
# slack_webhook = "SECRET11"
tokenizer = "tiny"
max_tokens = 512
about = "Basic models; a token budget of 512, tokens are counted"
`;

  it("holds no secret, and all the rest", async () => {
    const path = join(await temporaryFolder(), "pyproject.toml");
    await writeFile(path, table);
    for (const set of ["max_tokens = 256", 'tokenizer = "other"', 'env = ["HF_TOKEN=SECRET12"]']) {
      const plan = await planProfiles(path, edits(set));
      const shown = JSON.stringify([plan, await profilesAnswerOf(path, {})]);
      expect(shown).not.toMatch(/SECRET|U0VDUkVU/);
    }
    expect((await profilesAnswerOf(path, {})).settings).toMatchObject({
      note: "token is ••••••••",
      extra_args: ["--api-key", "••••••••", "--max-model-len", "8192", "--hf-token=••••••••"],
      headers: { Authorization: "••••••••", x_api_key: "••••••••", host: "localhost" },
      env: ["HF_TOKEN=••••••••", "HOME=/srv"],
      tokenizer: "tiny",
      max_tokens: 512,
      about: "Basic models; a token budget of 512, tokens are counted",
    });
  });
});

it("says of an empty setting whether what comes there is a secret", async () => {
  const path = await sample();
  await writeFile(
    path,
    '[tool.imageworks.tagger]\napi_key = ""\nbase_url = ""\nmax_new_tokens = 5\napi_keys = []\n',
  );
  const { fields } = await profilesAnswerOf(path, {});
  expect(fields.map(({ isHidden, isSecret }) => [isHidden, isSecret])).toEqual([
    [undefined, true],
    [undefined, undefined],
    [undefined, undefined],
    [undefined, true],
  ]);
});

it("takes for a list only what can stand in lines", async () => {
  const path = await sample();
  const lists = ['["a", "b c"]', "[]", '["a\\nb"]', '[" a"]', '["a", ""]'];
  await writeFile(path, `[tool.imageworks]\n${lists.map((list, at) => `l${at} = ${list}\n`).join("")}`);
  const { fields } = await profilesAnswerOf(path, {});
  expect(fields.map(({ kind }) => kind)).toEqual(["list", "list", "other", "other", "other"]);
});

it.each(["a-", "a_", "--token-", "token is ", "x="])(
  "a long text of %j is looked through in time",
  (part) => {
    expect(maskText(part.repeat(30_000)).length).toBeGreaterThan(0);
  },
);

describe("a change", () => {
  it("keeps a copy and the mode, and can be taken back to the byte", async () => {
    const path = await sample();
    await chmod(path, 0o640);
    const { backup = "", signature, plan } = await changeProfiles(path, memory, { expectedId: undefined });
    expect(plan.backup).toBe(true);
    expect(await readFile(`${path}.${backup}.bak`, "utf8")).toBe(samplePyproject);
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    await changeProfiles(path, { restore: backup, since: signature }, { expectedId: undefined });
    expect(await readFile(path, "utf8")).toBe(samplePyproject);
    expect(
      (await readdir(dirname(path))).filter((name) => !/^pyproject\.toml(\.[\d-]+\.bak)?$/.test(name)),
    ).toEqual([]);
  });

  it("is refused when the file moved under its plan", async () => {
    const path = await sample();
    const { id } = await planProfiles(path, memory);
    await writeFile(path, `${samplePyproject}\n# later\n`);
    await expect(changeProfiles(path, memory, { expectedId: id })).rejects.toThrow(/have changed/);
    const back = { restore: "20260101-000000", since: "another" };
    await expect(changeProfiles(path, back, { expectedId: undefined })).rejects.toThrow(/changed since/);
  });

  it("of many at once loses none", async () => {
    const path = await sample();
    const keys = ["a", "b", "c", "d", "e", "f"];
    await Promise.all(
      keys.map((key) => changeProfiles(path, edits(`tagger.${key} = 1`), { expectedId: undefined })),
    );
    const { fields } = await profilesAnswerOf(path, {});
    expect(keys.filter((key) => fields.some((field) => field.key === `tagger.${key}`))).toEqual(keys);
  });

  it("of a secret keeps to text, of as many lines as it has", async () => {
    const path = await sample();
    const change = (key: string, value: string) => ({ edits: readEdits({}, { key, value }) });
    await changeProfiles(path, change("tagger.default_api_key", "one\ntwo"), { expectedId: undefined });
    expect(await readFile(path, "utf8")).toContain('default_api_key = "one\\ntwo"');
    await changeProfiles(path, edits('tagger.extra = ["x"]\ntagger.use_auth = true'), {
      expectedId: undefined,
    });
    for (const key of ["tagger.extra", "tagger.use_auth", "tagger"])
      await expect(planProfiles(path, change(key, "s"))).rejects.toThrow(/holds no text/);
    expect(() => change("deployment_profiles.x.max_vram_mb", "s")).toThrow(/whole number/);
  });

  it("of a table with the name of something that every object has is made like any other", async () => {
    const path = await sample();
    await changeProfiles(path, edits("tagger.constructor.x = 1"), { expectedId: undefined });
    const { fields } = await profilesAnswerOf(path, {});
    expect(fields.map(({ key }) => key)).toContain("tagger.constructor.x");
  });

  it("of a file that is no TOML is refused without quoting it", async () => {
    const path = await sample();
    await writeFile(path, 'api_key = "sk-live-0123456789abcdef\n');
    const refusal = await planProfiles(path, memory).catch((error: Error) => error.message);
    expect(refusal).toMatch(/is not TOML, line 1/);
    expect(refusal).not.toContain("sk-live");
  });
});

describe("what is asked for", () => {
  it.for([
    ['tagger.default_api_key = "abc"', /is a secret/],
    ['tagger.caption_model = "••••••••"', /would become dots/],
    ["tagger.caption_model = tiny", /is not TOML/],
    ["tagger.max_tokens = 9223372036854775808", /not every reader/],
    ['deployment_profiles.x.max_vram_mb = "much"', /whole number/],
    ['deployment_profiles.x.preferred_quantizations = "fp8"', /list of names/],
    ["nothing", /sets nothing/],
    ["a..b = 1", /is no key/],
    ["", /Nothing is to be changed/],
  ] as [string, RegExp][])("is refused in words: %s", ([set, words]) => {
    expect(() => edits(set)).toThrow(words);
  });
});
