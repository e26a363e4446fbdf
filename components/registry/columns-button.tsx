import { Columns3 } from "lucide-react";
import type { ComponentProps } from "react";
import { Button } from "#components/ui/button.tsx";

export type ColumnsMenuProps = { hidden: readonly string[]; onChange: (hidden: readonly string[]) => void };

export function ColumnsButton(props: ComponentProps<typeof Button>) {
  return (
    <Button
      variant="ghost"
      size="sm"
      icon={<Columns3 aria-hidden="true" />}
      className="-mr-2 ml-auto max-wide:hidden"
      {...props}
    >
      <span>Columns</span>
    </Button>
  );
}
