import type { Entry } from "./entry.ts";
import { isRecord, nameOf, type RawLayers } from "./raw-entry.ts";
import { layerNames } from "./registry-files.ts";

/** What goes beside an entry that is removed: a layer may hold several elements of its name, of which one counts. */
export function warningsOfDoubled(going: readonly Entry[], layers: RawLayers): string[] {
  const byName = new Map(going.map((entry) => [entry.name, entry]));
  return layerNames.flatMap((layer) => {
    const named = Map.groupBy(layers[layer], (element) => {
      const name = nameOf(element);
      return name !== undefined && byName.has(name) ? name : undefined;
    });
    named.delete(undefined);
    return [...named].flatMap(([name, elements]) =>
      name === undefined || elements.length < 2
        ? []
        : [
            `${name} stands ${elements.length} times in the ${layer} layer, and all of them go.${otherFiles(elements, byName.get(name)?.path)}`,
          ],
    );
  });
}

/** Only the files of the one that counts are looked at. */
function otherFiles(elements: readonly unknown[], path: string | undefined): string {
  const paths = elements.flatMap((element) => {
    const own = isRecord(element) ? element.download_path : undefined;
    return typeof own === "string" && own !== "" && own !== path ? [own] : [];
  });
  const others = [...new Set(paths)];
  return others.length === 0 ? "" : ` What lies at ${others.join(", ")} stays without an entry.`;
}
