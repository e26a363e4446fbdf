import { expect, test } from "vitest";
import { aboutOf } from "#lib/hub/analysis/about-repo.ts";
import { hubWith } from "../hub-for-tests.ts";

const own = { license_name: "own" };

test.each([
  ["apache-2.0", {}, { name: "apache-2.0" }],
  [
    "other",
    { ...own, license_link: "https://own.example/terms" },
    { name: "own", url: "https://own.example/terms" },
  ],
  [
    "other",
    { ...own, license_link: "LICENSE.md" },
    { name: "own", url: expect.stringMatching(/\/blob\/[0-9a-f]{40}\/LICENSE\.md$/) },
  ],
  ["other", { license_link: "javascript:alert(1)" }, { name: "other" }],
  ["other", { license_link: "../../settings", license_name: 7 }, { name: "other" }],
  [undefined, {}, undefined],
])(
  "the licence %s of a card with %j is told with a way to its text, and no other way",
  async (license, card, expected) => {
    const { hub } = await hubWith({ repos: [{ name: "a/b", card, ...(license && { license }) }] });
    expect(aboutOf(hub, await hub.model("a/b", undefined)).license).toEqual(expected);
  },
);
