import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

const [sequence, set, integer, bits, bytes] = [0x30, 0x31, 0x02, 0x03, 0x04];
const [oid, utf8, time, yes] = [0x06, 0x0c, 0x17, 0x01];
/** A part of a structure that is told from others by its number alone. */
const numbered = (number: number) => 0xa0 + number;

/** DER: what it is, how long it is, what is in it. */
function der(tag: number, ...parts: readonly (Buffer | readonly number[])[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const length = body.length;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const commonName = der(oid, [0x55, 0x04, 0x03]);
const basicConstraints = der(oid, [0x55, 0x1d, 0x13]);
const alternativeName = der(oid, [0x55, 0x1d, 0x11]);
const ecdsaWithSha256 = der(sequence, der(oid, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
const aDay = 86_400_000;

/** A certificate that vouches for itself, for this machine's own addresses and for a day: nobody has to keep a key. */
export function ownCertificate(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = der(sequence, der(set, der(sequence, commonName, der(utf8, Buffer.from("Test hub")))));
  const at = (ms: number) =>
    der(time, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, "").slice(2, 14)}Z`));
  const names = der(sequence, der(0x82, Buffer.from("localhost")), der(0x87, [127, 0, 0, 1]));
  const isAuthority = der(bytes, der(sequence, der(yes, [255])));
  const extensions = der(
    sequence,
    der(sequence, basicConstraints, der(yes, [255]), isAuthority),
    der(sequence, alternativeName, der(bytes, names)),
  );
  const signed = der(
    sequence,
    der(numbered(0), der(integer, [2])),
    der(integer, [1], randomBytes(15)),
    ecdsaWithSha256,
    name,
    der(sequence, at(Date.now() - aDay), at(Date.now() + aDay)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(numbered(3), extensions),
  );
  const signature = sign("sha256", signed, privateKey);
  const whole = der(sequence, signed, ecdsaWithSha256, der(bits, [0], signature)).toString("base64");
  const lines = whole.match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
  };
}
