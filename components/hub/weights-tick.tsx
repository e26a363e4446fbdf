import { type ReactNode, useId } from "react";
import { Checkbox } from "#components/ui/input.tsx";

type WeightsTickProps = {
  name: string;
  title?: string;
  isChosen: boolean;
  onTick: (isTicked: boolean) => void;
  /** What stands behind the name. */
  children?: ReactNode;
};

/** The beginning of a line of what can be downloaded: whether it will be, and its name. */
export function WeightsTick({ name, title, isChosen, onTick, children }: WeightsTickProps) {
  const id = useId();
  return (
    <span className="flex min-w-0 flex-1 basis-48 items-center gap-2">
      <Checkbox
        id={id}
        className="mt-0"
        checked={isChosen}
        onChange={(event) => onTick(event.target.checked)}
      />
      <label htmlFor={id} className="min-w-0 break-all font-mono text-sm" title={title}>
        {name}
      </label>
      {children}
    </span>
  );
}
