import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#lib/cn.ts";

export type FilterButtonProps = ComponentProps<typeof Button> & { title: string; isChosen?: boolean };

export function FilterButton({ title, isChosen = false, ...rest }: FilterButtonProps) {
  return (
    <Button
      variant="ghost"
      size="sm"
      className={cn("gap-1 max-sm:px-1! max-sm:[&_svg]:size-3", isChosen && "text-accent")}
      {...rest}
    >
      <span>{title}</span>
      <ChevronDown aria-hidden="true" />
    </Button>
  );
}
