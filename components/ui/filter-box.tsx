import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "#lib/cn.ts";
import { Input } from "./input.tsx";

type FilterBoxProps = Omit<ComponentProps<typeof Input>, "onChange" | "type"> & {
  /** What it narrows, said to those who cannot see where it stands. */
  label: string;
  onValue: (value: string) => void;
};

/** A field whose words narrow a list. */
export function FilterBox({ label, onValue, className, ...rest }: FilterBoxProps) {
  return (
    <div className={cn("relative w-full sm:max-w-60", className)}>
      <Search aria-hidden="true" className="absolute top-2 left-2 size-4 text-muted" />
      <Input
        type="search"
        aria-label={label}
        className="pl-7"
        onChange={(event) => onValue(event.target.value)}
        {...rest}
      />
    </div>
  );
}
