import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Where no model server is: links, the services of clouds that tell secrets, groups, and no address at all. */
const forbidden = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["224.0.0.0", 3],
  // The services of two clouds that do not use the usual address.
  ["100.100.100.200", 32],
  ["168.63.129.16", 32],
] as const)
  forbidden.addSubnet(net, bits);
for (const [net, bits] of [
  ["::", 128],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
  ["fd00:ec2::", 32],
  ["fd20:ce::", 64],
] as const)
  forbidden.addSubnet(net, bits, "ipv6");

/** Prefixes behind which an IPv4 address stands, and the group of sixteen bits with which it begins. */
const wrapped = [
  { prefix: "::ffff:0:0", bits: 96, at: 6 },
  { prefix: "::", bits: 96, at: 6 },
  { prefix: "::ffff:0:0:0", bits: 96, at: 6 },
  { prefix: "64:ff9b::", bits: 96, at: 6 },
  { prefix: "64:ff9b:1::", bits: 48, at: 6 },
  { prefix: "2002::", bits: 16, at: 1 },
].map(({ prefix, bits, at }) => {
  const list = new BlockList();
  list.addSubnet(prefix, bits, "ipv6");
  return { list, at };
});

export function isForbiddenAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (isIPv4(plain)) return forbidden.check(plain, "ipv4");
  if (!isIPv6(plain)) return true;
  if (isOwnV6(plain)) return false;
  if (forbidden.check(plain, "ipv6")) return true;
  return wrapped
    .filter(({ list }) => list.check(plain, "ipv6"))
    .some(({ at }) => forbidden.check(innerOf(plain, at), "ipv4"));
}

/** `::1` would otherwise be read as 0.0.0.1 in the old way of writing IPv4 within IPv6. */
const isOwnV6 = (address: string) => new URL(`http://[${address}]`).hostname === "[::1]";

function innerOf(address: string, at: number): string {
  // The parser of addresses writes them in one way only, without dots.
  const [head = "", tail = ""] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const front = head.split(":").filter(Boolean);
  const back = tail.split(":").filter(Boolean);
  const groups = [...front, ...Array<string>(8 - front.length - back.length).fill("0"), ...back];
  const bytes = groups.slice(at, at + 2).map((group) => Number.parseInt(group, 16));
  return bytes.flatMap((group) => [group >> 8, group & 255]).join(".");
}
