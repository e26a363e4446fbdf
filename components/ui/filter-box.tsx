import { Search } from "lucide-react";
import { cn } from "#lib/cn.ts";
import { Input } from "./input.tsx";

type FilterBoxProps = {
  /** What it narrows, said to those who cannot see where it stands. */
  label: string;
  placeholder: string;
  value: string;
  onValue: (value: string) => void;
  className?: string;
};

/** A field whose words narrow a list. */
export function FilterBox({ label, placeholder, value, onValue, className }: FilterBoxProps) {
  return (
    <div className={cn("relative w-full sm:max-w-60", className)}>
      <Search aria-hidden="true" className="absolute top-2 left-2 size-4 text-muted" />
      <Input
        type="search"
        aria-label={label}
        className="pl-7"
        value={value}
        placeholder={placeholder}
        onChange={(event) => onValue(event.target.value)}
      />
    </div>
  );
}
