export const whatHostIs = "Say a name or an IP address alone, without http://, port or path.";

const hostMax = 253;
const label = /^[\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_-]{0,61}[\p{L}\p{N}\p{M}_])?$/u;
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
/** What ends in a number is an address of version 4 to all who read it, also where it is none. */
const endsInNumber = /(?:^|\.)(?:\d+|0x[\da-f]*)\.?$/i;

/** Whether words are a host and nothing else: a name, or an IP address, that of version 6 in brackets or not. */
export function isHost(words: string): boolean {
  const inBrackets = /^\[(.+)\]$/.exec(words)?.[1];
  if (inBrackets !== undefined || words.includes(":")) return isIpv6(inBrackets ?? words);
  if (endsInNumber.test(words)) return ipv4.test(words);
  return (
    words.length <= hostMax &&
    words
      .replace(/\.$/, "")
      .split(".")
      .every((part) => label.test(part))
  );
}

/** A zone, as in `fe80::1%eth0`, belongs to an address of this machine's neighbours. */
function isIpv6(words: string): boolean {
  const [, address] = /^([\da-f:.]+)(?:%[\w.-]+)?$/i.exec(words) ?? [];
  return address !== undefined && URL.canParse(`http://[${address}]/`);
}

/** Whether words are the whole address of an API. */
export const isApiAddress = (words: string): boolean =>
  /^https?:\/\/[^\s/?#]\S*$/.test(words) && URL.canParse(words);
