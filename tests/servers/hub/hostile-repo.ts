import type { HubFile, HubRepo } from "./hub-shapes.ts";

/** Names that no downloader may turn into a path, each of which some file system takes for something else. */
export const hostilePaths: readonly string[] = [
  "../../x",
  "../../../../../../../../tmp/modeldeck-escaped",
  "weights/../../x",
  "./x",
  "weights/./x",
  "..",
  "/etc/modeldeck-escaped",
  "//server/share/x",
  "C:\\x",
  "C:x",
  "..\\..\\x",
  "weights\\x",
  "\\\\server\\share\\x",
  "con",
  "CON.gguf",
  "weights/nul",
  "aux.json",
  "COM1",
  "x.gguf.",
  "x.gguf ",
  "x:stream",
  ".git/hooks/x",
  ".git/config",
  ".modeldeck/x.part",
  "weights//x",
  "weights/",
  "line\nbreak.gguf",
  "bell\u0007.gguf",
  "null\u0000.gguf",
  "right\u202egnp.gguf",
  "-rf",
  "--apply",
  "$(touch x)",
  "~/x",
  `${"n".repeat(4091)}.gguf`,
  `${"d/".repeat(256)}x`,
  "Twin.gguf",
  "twin.gguf",
  "caf\u00e9.gguf",
  "cafe\u0301.gguf",
  "file",
  "file/below-a-file",
];

/** A repository that lists them verbatim, and a link, beside a model that is in order. */
export function hostileRepo(name = "mallory/paths", paths = hostilePaths): HubRepo {
  const traps: HubFile[] = paths.map((path) => ({ path, content: `trap: ${path.slice(0, 40)}\n` }));
  return {
    name,
    files: [
      { path: "config.json", content: '{"model_type":"llama","architectures":["LlamaForCausalLM"]}' },
      { path: "model.safetensors", bytes: 4096 },
      ...traps,
      { path: "link.gguf", content: "/etc/passwd", type: "symlink" },
    ],
  };
}
