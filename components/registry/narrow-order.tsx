import { ArrowDown, ArrowUp } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { entryColumns } from "./entry-columns.tsx";

type NarrowOrderProps = {
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
};

/**
 * The order of a list that is too narrow for columns, and so for the heads that are pressed to sort by them. It lies over
 * the room that the names have, as every cell more in the head would be one that the rows have not.
 */
export function NarrowOrder({ sort = "name", onSort }: NarrowOrderProps) {
  const isDown = sort.startsWith("-");
  const key = isDown ? sort.slice(1) : sort;
  const Arrow = isDown ? ArrowDown : ArrowUp;
  const order = (next: string) => onSort(next === "name" ? undefined : next);
  return (
    <div className="absolute right-full flex items-center gap-1 font-medium @xl:hidden">
      <select
        aria-label="Sort by"
        className="h-6 rounded-sm bg-surface-1 px-1 text-ink"
        value={key}
        onChange={({ currentTarget }) => order(currentTarget.value)}
      >
        <option value="name">Model</option>
        {entryColumns.map(({ sort: each, title }) => (
          <option key={each} value={each}>
            {title}
          </option>
        ))}
      </select>
      <Button
        size="sm"
        variant="ghost"
        className="h-6"
        icon={<Arrow aria-hidden="true" />}
        aria-label={isDown ? "Sorted downwards: sort upwards" : "Sorted upwards: sort downwards"}
        onClick={() => order(isDown ? key : `-${key}`)}
      />
    </div>
  );
}
