import { styled } from "../print.ts";
import { printTable } from "../table.ts";
import type { Handler } from "./index.ts";

export const config: Handler<"config"> = async (_, { print, settings }) => {
  const { home, registryDir, roots, program, dialect, hubEndpoint, keepBackups, file, problems } =
    await settings();
  print.json({ home, registryDir, roots, program, dialect, hubEndpoint, keepBackups, file, problems });
  const rows = [
    ["Home", home.value, home.from],
    ["Registry", registryDir.value, registryDir.from],
    ...(roots.value.length > 0
      ? roots.value.map((root, index) => [index === 0 ? "Roots" : "", root, roots.from])
      : [["Roots", "none", roots.from]]),
    ["Program", program.value, program.from],
    ["Dialect", dialect.value, dialect.from],
    ["Hub", hubEndpoint.value, hubEndpoint.from],
    ["Backups kept", keepBackups.value === 0 ? "all" : String(keepBackups.value), keepBackups.from],
  ];
  printTable(print, [{ title: "Setting" }, { title: "Value" }, { title: "From" }], rows);
  print.line();
  print.line(styled("dim", `Settings are kept in ${file}`));
  return problems.length > 0 ? 1 : 0;
};
