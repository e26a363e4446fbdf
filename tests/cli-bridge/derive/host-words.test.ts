import { expect, test } from "vitest";
import { isHost } from "#cli-bridge/derive/host-words.ts";

test.each([
  ...["localhost", "gpu-1", "gpu_1", "GPU.example", "example.com.", "7zip.example", "büro", "a".repeat(63)],
  ...["127.0.0.1", "0.0.0.0", "255.255.255.255"],
  ...["::", "::1", "[::1]", "2001:db8::7", "::ffff:192.0.2.7", "[fe80::1%eth0]"],
])("%s is a host", (words) => {
  expect(isHost(words)).toBe(true);
});

test.each([
  ["two words", ["a b", "a\tb", " gpu-1", ""]],
  ["an address of an API", ["http://gpu-1", "evil.com/path", "evil.com?a", "evil.com#a", "me@gpu-1", "a\\b"]],
  ["a host with its port", ["gpu-1:8000", "127.0.0.1:8000", "[::1]:8000"]],
  ["a number", ["1", "300.1.1.1", "1.2.3", "1.2.3.4.5", "010.0.0.1", "0x7f.1", "a.1"]],
  ["half an IPv6 address", ["[::1", "::1]", "[]", "[gpu-1]", ":::", "1::2::3", "::g", "::1%"]],
  ["no name", ["-gpu", "gpu-", "a..b", ".a", ".", "*", "a".repeat(64), `${"a.".repeat(130)}a`]],
])("%s is no host", (_what, all) => {
  expect(all.filter(isHost)).toEqual([]);
});
