import type { LookupAddress } from "node:dns";
import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { openBackendAgent } from "#lib/backends/http/backend-agent.ts";
import { isForbiddenAddress } from "#lib/backends/http/forbidden-address.ts";
import { openBackendHttp } from "#lib/backends/http/open-backend-http.ts";
import { guardAddress } from "#lib/backends/instances/guard-address.ts";

const linkLocal = [
  ...["169.254.169.254", "169.254.169.254:80", "http://169.254.169.254", "https://169.254.169.254/latest"],
  ...["http://169.254.1.1", "http://2852039166", "http://0xa9fea9fe", "http://0xA9.0xFE.0xA9.0xFE"],
  ...["http://0251.0376.0251.0376", "http://169.254.43518", "http://169.16689662", "http://0251.254.169.254"],
  ...[
    "http://169.254.169.254.",
    "http://%31%36%39.254.169.254",
    "http://①⑥⑨.②⑤④.①⑥⑨.②⑤④",
    "http://169。254。169。254",
  ],
  ...[
    "http://169．254．169．254",
    "http://１６９.254.169.254",
    "http://0000251.0376.0251.0376",
    "http://0x000a9fea9fe",
  ],
  ...["http://[::ffff:169.254.169.254]", "http://[::ffff:a9fe:a9fe]", "http://[0:0:0:0:0:ffff:a9fe:a9fe]"],
  ...["http://[::169.254.169.254]", "http://[64:ff9b::169.254.169.254]", "http://[64:ff9b::a9fe:a9fe]"],
  ...["http://[2002:a9fe:a9fe::]", "http://[2002:a9fe:a9fe::1]", "http://[::ffff:0:a9fe:a9fe]"],
  ...[
    "http://[fe80::1]",
    "http://[FE80::1]:11434",
    "http://[febf::1]",
    "http://[fe80:0:0:0:1::]",
    "http://[fec0::1]",
  ],
  ...["http://100.100.100.200", "http://168.63.129.16", "http://192.0.0.192", "http://[fd00:ec2::254]"],
  "http://[fd20:ce::254]",
  ...[
    "http://metadata",
    "http://metadata.google.internal",
    "http://metadata.google.internal.",
    "http://METADATA.google.internal",
  ],
  ...["http://metadata.azure.internal", "http://instance-data", "http://metadata.tencentyun.com"],
];
const nobody = [
  ...[
    "0.0.0.0",
    "0",
    "http://0",
    "http://0x0",
    "http://00000",
    "http://0.0",
    "http://0.0.0",
    "http://0.0.0.0:11434",
  ],
  ...[
    "http://[::]",
    "http://[::]:11434",
    "http://[0:0:0:0:0:0:0:0]",
    "http://[::0]",
    "http://[::ffff:0.0.0.0]",
  ],
  ...[
    "http://[::ffff:0:0]",
    "http://0.1.2.3",
    "http://224.0.0.1",
    "http://239.255.255.250",
    "http://255.255.255.255",
  ],
  ...[
    "http://240.0.0.1",
    "http://4294967295",
    "http://[ff02::1]",
    "http://[ff05::2]",
    "http://[::ffff:224.0.0.1]",
  ],
];
const tricks = [
  ...["", " ", "http://", "://x", "http://a b", "http://127.0.0.1\t:80", "a\\b"],
  ...[
    "http://169.254.169.254\\@ok/",
    "http://ok\\@169.254.169.254/",
    "http:\\\\169.254.169.254",
    "http://ok/\\x",
  ],
  ...["http://user@127.0.0.1", "http://user:pass@127.0.0.1", "http://:pass@127.0.0.1", "http://@127.0.0.1"],
  ...["http://127.0.0.1:80@169.254.169.254", "http://ok#@169.254.169.254", "http://ok?@169.254.169.254"],
  ...["http://127.0.0.1/?x=1", "http://127.0.0.1/#x", "http://127.0.0.1?", "http://127.0.0.1#"],
  ...[
    "file:///etc/passwd",
    "file:/etc/passwd",
    "gopher://127.0.0.1:70/_x",
    "ftp://127.0.0.1",
    "dict://127.0.0.1:11",
  ],
  ...[
    "ws://127.0.0.1",
    "wss://127.0.0.1",
    "javascript:alert(1)",
    "data:text/html,x",
    "unix:/var/run/docker.sock",
  ],
  ...[
    "http+unix://%2Fvar%2Frun%2Fdocker.sock",
    "ldap://127.0.0.1",
    "tftp://127.0.0.1",
    "blob:http://127.0.0.1/x",
  ],
  ...[
    "http://127.0.0.1:22",
    "http://127.0.0.1:25",
    "http://127.0.0.1:6379",
    "http://127.0.0.1:0",
    "127.0.0.1:5432",
  ],
  ...["http://127.0.0.1:2375", "http://127.0.0.1:11211", "http://127.0.0.1:99999", "http://127.0.0.1:-1"],
  ...[
    "http://[fe80::1%25eth0]",
    "http://[::1",
    "http://1.2.3.4.5",
    "http://256.1.1.1",
    "http://a..b%00c",
    "http://x\u0000y",
  ],
  ...[
    "http://127.0.0.1\u202e",
    `http://${"a".repeat(2050)}`,
    "http://exa mple",
    "http://<script>",
    "http://a|b",
  ],
];

test("more than a hundred spellings of places where nobody may be asked are known", () => {
  expect(new Set([...linkLocal, ...nobody, ...tricks]).size).toBeGreaterThanOrEqual(100);
});

test.each([...linkLocal, ...nobody, ...tricks])(
  "the address %j is refused with a sentence and a hint",
  (said) => {
    expect(() => guardAddress(said)).toThrow(
      expect.objectContaining({
        name: "ConsoleError",
        message: expect.stringMatching(/\.$/),
        hint: expect.any(String),
      }),
    );
  },
);

test.each([
  ["127.0.0.1:11434", "http://127.0.0.1:11434/"],
  ["http://127.1", "http://127.0.0.1/"],
  ["http://0x7f.1", "http://127.0.0.1/"],
  ["http://2130706433:8000", "http://127.0.0.1:8000/"],
  ["localhost:1234", "http://localhost:1234/"],
  ["http://localhost.:1234", "http://localhost.:1234/"],
  ["http://[::1]:8000", "http://[::1]:8000/"],
  ["http://192.168.1.5:8000", "http://192.168.1.5:8000/"],
  ["10.0.0.7", "http://10.0.0.7/"],
  ["http://[::ffff:10.0.0.7]", "http://[::ffff:a00:7]/"],
  ["http://[fd12:3456::1]:80", "http://[fd12:3456::1]/"],
  ["gpu.lan:8000", "http://gpu.lan:8000/"],
  ["https://models.example/base/", "https://models.example/base"],
  ["http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/"],
  ["http://127.0.0.1:8000/v1/", "http://127.0.0.1:8000/"],
  ["http://proxy.lan/llm/v1", "http://proxy.lan/llm"],
  [" http://127.0.0.1:11434/api ", "http://127.0.0.1:11434/"],
])("the address %j is %s", (said, href) => expect(guardAddress(said).href).toBe(href));

test.each(["not an address", "", "999.1.1.1"])("%j is no address that may be asked", (text) =>
  expect(isForbiddenAddress(text)).toBe(true),
);

const leadTo = (...answers: string[][]) => {
  let asked = 0;
  return (_: string, done: (error: null, addresses: LookupAddress[]) => void) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
};

async function askByName(name: string, ...answers: string[][]) {
  const served = createServer((_, response) => {
    response.setHeader("connection", "close");
    response.end('{"is":"here"}');
  });
  await new Promise<void>((resolve) => served.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void served.close());
  const address = served.address();
  const port = typeof address === "object" ? address?.port : 0;
  const agent = openBackendAgent({ resolve: leadTo(...answers) });
  onTestFinished(() => agent.destroy());
  return openBackendHttp({ url: new URL(`http://${name}:${port}`), token: undefined }, { agent });
}

test("the addresses of a name are judged when the connection is made, and one bad one is enough", async () => {
  for (const answer of [
    ["169.254.169.254"],
    ["127.0.0.1", "169.254.169.254"],
    ["::ffff:169.254.169.254"],
    ["fe80::1"],
  ]) {
    const http = await askByName("169.254.169.254.nip.io", answer);
    await expect(http.json("/")).rejects.toMatchObject({ code: "not-allowed" });
  }
});

test("a name that means another place the second time is refused the second time", async () => {
  const http = await askByName("rebound.example", ["127.0.0.1"], ["169.254.169.254"]);
  expect(await http.json("/")).toMatchObject({ value: { is: "here" } });
  await expect(http.json("/")).rejects.toMatchObject({ code: "not-allowed" });
});

test("an address that nobody has judged before is judged before it is asked", async () => {
  const http = openBackendHttp({ url: new URL("http://169.254.169.254"), token: undefined });
  await expect(http.json("/")).rejects.toMatchObject({ code: "not-allowed" });
  await http.close();
});
