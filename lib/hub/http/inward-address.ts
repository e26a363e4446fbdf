import { BlockList, isIPv6 } from "node:net";

const ownMachine = new BlockList();
ownMachine.addSubnet("127.0.0.0", 8);
ownMachine.addSubnet("0.0.0.0", 8);
ownMachine.addAddress("::1", "ipv6");
ownMachine.addAddress("::", "ipv6");

/** Where the services of clouds tell secrets to whoever asks from within. */
const ownCable = new BlockList();
ownCable.addSubnet("169.254.0.0", 16);
ownCable.addSubnet("fe80::", 10, "ipv6");

const isOn = (list: BlockList, { hostname }: URL): boolean => {
  const host = hostname.replace(/^\[|\]$/g, "");
  return list.check(host, isIPv6(host) ? "ipv6" : "ipv4");
};

const isOwnMachine = (url: URL) => /^(?:.+\.)?localhost\.?$/.test(url.hostname) || isOn(ownMachine, url);
const isOwnCable = (url: URL) => isOn(ownCable, url);

/** Whether an address from afar leads to what only this machine can reach. */
export const leadsInward = (from: URL, to: URL): boolean =>
  (isOwnMachine(to) && !isOwnMachine(from)) || (isOwnCable(to) && !isOwnCable(from));
