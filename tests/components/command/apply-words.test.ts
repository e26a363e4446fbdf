import { expect, test } from "vitest";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { applyWords } from "#components/command/plan-panel.tsx";

const removed = [{ name: "a", layer: "discovered" as const, why: "removed", before: {} }];
const planFor = (command: string): Plan => ({
  ...{ id: "1", command, state: "", summary: "", added: [], changed: [], removed, files: [] },
  ...{ bytesFreed: 0, bytesKept: 0, warnings: [], blocked: [], backup: true },
});

test("a button says its verb and how many entries it is about", () => {
  expect(applyWords({ plan: planFor("remove") }, "Remove")).toBe("Remove 1 entry");
});

test("and that files go with them", () => {
  const files: Plan["files"] = [{ path: "/models/a", deed: "trash", bytes: 1 }];
  const plan = { ...planFor("remove"), files };
  expect(applyWords({ plan }, "Remove")).toBe("Remove 1 entry and its files");
  const both = { ...plan, removed: [...removed, ...removed] };
  expect(applyWords({ plan: both }, "Remove")).toBe("Remove 2 entries and their files");
});

test("where the files stay, because another needs them or they are gone, only the download is forgotten", () => {
  const files: Plan["files"] = [
    { path: "/models/a", deed: "keep", why: "It is also the path of b.", bytes: 1 },
  ];
  const changed = [{ name: "a", layer: "discovered" as const, why: "download record cleared", changes: [] }];
  const plan = { ...planFor("remove"), removed: [], changed, files };
  expect(applyWords({ plan }, "Remove the files of")).toBe("Forget the download of 1 entry");
  expect(applyWords({ plan: { ...plan, files: [] } }, "Remove the files of")).toBe(
    "Forget the download of 1 entry",
  );
});

test("a setting is one thing, and no entry of the registry", () => {
  expect(applyWords({ plan: planFor("set-config") }, "Save")).toBe("Save this setting");
});

test("one entry of a backup is put back or taken out, and the rest of the backup stays where it is", () => {
  const input = { backup: "20260101-000000", entry: ["a"] };
  const taken = planFor("restore-backup");
  expect(applyWords({ plan: taken }, "Restore", input)).toBe("Take out 1 entry");
  const changed = [{ name: "a", layer: "discovered" as const, why: "as in the backup", changes: [] }];
  expect(applyWords({ plan: { ...taken, removed: [], changed } }, "Restore", input)).toBe("Restore 1 entry");
});

test("restoring a backup does not claim to restore the entries that leave by it", () => {
  expect(applyWords({ plan: planFor("restore-backup") }, "Restore")).toBe("Restore the backup");
});
