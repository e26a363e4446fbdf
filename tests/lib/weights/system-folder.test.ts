import { homedir } from "node:os";
import { expect, test } from "vitest";
import { listFolderNow } from "#lib/weights/list-folder-now.ts";
import { listModelFiles } from "#lib/weights/model-files.ts";
import { stampOfModel } from "#lib/weights/model-stamp.ts";
import { isSystemFolder } from "#lib/weights/system-folder.ts";

test.each(["/", "/proc", "/proc/self", "/sys/kernel", "/dev", "/run", "/home", "/home/me"])(
  "%s is no model's folder",
  (path) => expect(isSystemFolder(path, "/home/me")).toBe(true),
);

test.each(["/home/me/models", "/home/you", "/srv/run", "/process", "/dev/shm/m", "/run/media/me/disk/m"])(
  "%s may be one",
  (path) => expect(isSystemFolder(path, "/home/me")).toBe(false),
);

test.each(["/", "/proc", homedir()])("%s is not walked through", async (path) => {
  await expect(listModelFiles(path)).rejects.toThrow("no model's folder");
  expect(() => listFolderNow(path)).toThrow("no model's folder");
  expect(stampOfModel(path)).toBeUndefined();
});
